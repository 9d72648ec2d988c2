using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CyberVoisins.Server.Data.Postgres;

/// <summary>The last line of defence: whatever the code does, a line of the minutes stays, and a month never goes below nothing.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20261124090000_LedgerGuard")]
internal sealed class LedgerGuard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE FUNCTION minutes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP <> 'INSERT' THEN RAISE EXCEPTION 'a line of the minutes is never changed or deleted'; END IF;
              IF NEW."Minutes" < 0 THEN
                -- One at a time for a volunteer: two that do not see each other's lines would each find enough.
                PERFORM 1 FROM "Volunteers" WHERE "Id" = NEW."VolunteerId" FOR UPDATE;
                IF (SELECT SUM("Minutes") FROM "Minutes" WHERE "VolunteerId" = NEW."VolunteerId" AND "Month" = NEW."Month") < 0
                THEN RAISE EXCEPTION 'no minutes left'; END IF;
              END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER "Minutes_Guard" AFTER INSERT OR UPDATE OR DELETE ON "Minutes" FOR EACH ROW EXECUTE FUNCTION minutes_guard();
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""DROP TRIGGER "Minutes_Guard" ON "Minutes"; DROP FUNCTION minutes_guard();""");
    }
}
