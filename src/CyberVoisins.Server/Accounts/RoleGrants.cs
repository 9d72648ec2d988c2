using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

internal static class RoleGrants
{
    /// <summary>
    /// Gives a role to a saved account, in the current transaction. "On conflict do nothing" because two devices of one
    /// person may do so at once, and because the rows of the roles themselves are written on first need.
    /// </summary>
    public static async Task GrantRole(this AppDb db, Guid account, string role, CancellationToken cancel)
    {
        var normalized = role.ToUpperInvariant();
        var fresh = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "AspNetRoles" ("Id", "Name", "NormalizedName") VALUES ({fresh}, {role}, {normalized}) ON CONFLICT DO NOTHING
            """, cancel);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "AspNetUserRoles" ("UserId", "RoleId") SELECT {account}, "Id" FROM "AspNetRoles" WHERE "NormalizedName" = {normalized} ON CONFLICT DO NOTHING
            """, cancel);
    }

    public static Task<bool> HasRole(this AppDb db, Guid account, string role, CancellationToken cancel) =>
        db.UserRoles.AnyAsync(r => r.UserId == account && db.Roles.Any(x => x.Id == r.RoleId && x.Name == role), cancel);

    /// <summary>Whether the owner of an account has proven to have this number.</summary>
    public static Task<bool> Proves(this AppDb db, Guid account, PhoneNumber phone, CancellationToken cancel) =>
        db.Users.AnyAsync(u => u.Id == account && u.PhoneNumberConfirmed && u.PhoneNumber == phone.E164, cancel);

    /// <summary>Works for an association, or for the whole service.</summary>
    public static Task<bool> IsStaff(this AppDb db, Guid account, CancellationToken cancel) =>
        db.UserRoles.AnyAsync(r => r.UserId == account && db.Roles.Any(x => x.Id == r.RoleId && (x.Name == Roles.Coordinator || x.Name == Roles.Administrator)), cancel);
}
