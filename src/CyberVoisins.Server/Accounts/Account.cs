using CyberVoisins.Core;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>Somebody who signs in. What they may do follows from the roles and from the volunteer or resident they are.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    /// <summary>At most 40 characters; empty until the person tells it.</summary>
    public string FirstName { get; set; } = "";

    /// <summary>The association that a coordinator works for; null for everybody else.</summary>
    public AssociationId? AssociationId { get; set; }

    public required Instant CreatedAt { get; init; }
}

/// <summary>The roles of the Identity store.</summary>
internal static class Roles
{
    public const string Resident = "resident";
    public const string Volunteer = "volunteer";
    public const string Coordinator = "coordinator";
    public const string Administrator = "administrator";

    /// <summary>They see other people's addresses: more is asked of them at the door.</summary>
    public static readonly IReadOnlyList<string> Staff = [Coordinator, Administrator];

    public static readonly IReadOnlyList<string> All = [Resident, Volunteer, Coordinator, Administrator];
}
