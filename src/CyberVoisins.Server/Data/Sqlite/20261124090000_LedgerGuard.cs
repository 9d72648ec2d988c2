using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberVoisins.Server.Data.Sqlite;

/// <summary>The last line of defence: whatever the code does, a line of the minutes stays, and a month never goes below nothing.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20261124090000_LedgerGuard")]
internal sealed class LedgerGuard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TRIGGER "Minutes_NeverChanged" BEFORE UPDATE ON "Minutes" BEGIN SELECT RAISE(ABORT, 'a line of the minutes is never changed'); END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER "Minutes_NeverDeleted" BEFORE DELETE ON "Minutes" BEGIN SELECT RAISE(ABORT, 'a line of the minutes is never deleted'); END;
            """);
        migrationBuilder.Sql("""
            CREATE TRIGGER "Minutes_NeverNegative" AFTER INSERT ON "Minutes" WHEN NEW."Minutes" < 0
              AND (SELECT SUM("Minutes") FROM "Minutes" WHERE "VolunteerId" = NEW."VolunteerId" AND "Month" = NEW."Month") < 0
            BEGIN SELECT RAISE(ABORT, 'no minutes left'); END;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""DROP TRIGGER "Minutes_NeverNegative"; DROP TRIGGER "Minutes_NeverDeleted"; DROP TRIGGER "Minutes_NeverChanged";""");
    }
}
