using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Api;

/// <summary>What somebody who is signed in is here; one may be several.</summary>
internal enum Role
{
    /// <summary>Asked for help for themselves.</summary>
    Resident,
    /// <summary>Offers an hour a month.</summary>
    Volunteer,
    /// <summary>Works for an association.</summary>
    Coordinator,
    /// <summary>Looks after the whole service.</summary>
    Administrator,
}

/// <summary>Who asks, and what they are here.</summary>
/// <param name="SignedIn">False for a visitor.</param>
/// <param name="CoordinatorOf">The association one works for.</param>
/// <param name="Administrator">May create associations.</param>
/// <param name="SecondFactor">What is still asked for; until then one is not signed in.</param>
/// <param name="Phone">The end of the number that signed in, "06 •• •• •• 42": enough to know it, and nothing for who looks over a shoulder. Null for a visitor.</param>
/// <param name="Roles">What one is here; empty for a visitor, and for somebody who only asks for others.</param>
internal sealed record Me(bool SignedIn, AssociationId? CoordinatorOf, bool Administrator, SecondFactorStatus SecondFactor, string? Phone, IReadOnlyList<Role> Roles)
{
    public static Me Of(CurrentUser user) => new(
        user.IsSignedIn, user.CoordinatorOf, user.IsAdministrator, user.SecondFactor, user.Phone is { } phone ? Masked(phone) : null,
        [.. Enum.GetValues<Role>().Where(r => user.Roles.Contains(NameOf(r)))]);

    private static string NameOf(Role role) => role switch
    {
        Role.Resident => Accounts.Roles.Resident,
        Role.Volunteer => Accounts.Roles.Volunteer,
        Role.Coordinator => Accounts.Roles.Coordinator,
        Role.Administrator => Accounts.Roles.Administrator,
    };

    /// <summary>The first group and the last: the others as dots.</summary>
    private static string Masked(PhoneNumber phone)
    {
        var groups = Phones.Pretty(phone).Split(' ');
        return string.Join(' ', groups.Select((group, i) => i == 0 || i == groups.Length - 1 ? group : new string('•', group.Length)));
    }
}

internal sealed class MeType : ObjectGraphType<Me>
{
    public MeType()
    {
        Name = nameof(Me);
        Field(m => m.SignedIn);
        Field(m => m.CoordinatorOf, nullable: true);
        Field(m => m.Administrator);
        Field(m => m.SecondFactor);
        Field(m => m.Phone, nullable: true);
        Field(m => m.Roles);
        Field<StringGraphType, string?>("firstName").Description("How one is called: as staff, as a volunteer or as a resident here; null while nobody wrote it down.")
            .ResolveAsync(c => FirstName(c.RequestServices!.GetRequiredService<CurrentUser>(), c.RequestServices!.GetRequiredService<AppDb>(), c.CancellationToken));
    }

    private static async Task<string?> FirstName(CurrentUser user, AppDb db, CancellationToken cancel)
    {
        if (user.Account is not { } account) return null;
        if (account.FirstName.Length > 0) return account.FirstName;
        return await db.Volunteers.AsNoTracking().Where(v => v.UserId == account.Id && v.ErasedAt == null).OrderByDescending(v => v.CreatedAt).Select(v => v.FirstName).FirstOrDefaultAsync(cancel)
            ?? await db.Residents.AsNoTracking().Where(r => r.UserId == account.Id && r.AddedByUserId == null && r.ErasedAt == null).OrderByDescending(r => r.CreatedAt).Select(r => r.FirstName).FirstOrDefaultAsync(cancel);
    }
}
