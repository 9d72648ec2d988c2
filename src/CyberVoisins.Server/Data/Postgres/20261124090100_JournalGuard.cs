using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberVoisins.Server.Data.Postgres;

/// <summary>Whatever the code does, a line of the journal stays as it was written.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261124090100_JournalGuard")]
internal sealed class JournalGuard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'a line of the journal is never changed or deleted'; END $$;
            CREATE TRIGGER "JournalLines_Guard" BEFORE UPDATE OR DELETE ON "JournalLines" FOR EACH ROW EXECUTE FUNCTION journal_guard();
            CREATE TRIGGER "JournalLines_NeverEmptied" BEFORE TRUNCATE ON "JournalLines" FOR EACH STATEMENT EXECUTE FUNCTION journal_guard();
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""DROP TRIGGER "JournalLines_NeverEmptied" ON "JournalLines"; DROP TRIGGER "JournalLines_Guard" ON "JournalLines"; DROP FUNCTION journal_guard();""");
    }
}
