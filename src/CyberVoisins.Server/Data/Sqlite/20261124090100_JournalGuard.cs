using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberVoisins.Server.Data.Sqlite;

/// <summary>Whatever the code does, a line of the journal stays as it was written.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261124090100_JournalGuard")]
internal sealed class JournalGuard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TRIGGER "JournalLines_NeverChanged" BEFORE UPDATE ON "JournalLines" BEGIN SELECT RAISE(ABORT, 'a line of the journal is never changed'); END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER "JournalLines_NeverDeleted" BEFORE DELETE ON "JournalLines" BEGIN SELECT RAISE(ABORT, 'a line of the journal is never deleted'); END;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""DROP TRIGGER "JournalLines_NeverDeleted"; DROP TRIGGER "JournalLines_NeverChanged";""");
    }
}
