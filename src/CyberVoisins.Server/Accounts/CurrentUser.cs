using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Accounts;

/// <summary>
/// Who asks. Read from the database once per request, never from the cookie or the token: a role that was taken away
/// is gone at the next request. Outside a request (workers, command line) it is nobody.
/// </summary>
internal sealed class CurrentUser(AppDb db)
{
    private HashSet<string> _roles = [];

    /// <summary>As it was when the request came; not tracked, so changing it changes nothing.</summary>
    public Account? Account { get; private set; }

    /// <summary>The session of this request's cookie or token.</summary>
    public Guid? SessionId { get; private set; }

    public IReadOnlyCollection<string> Roles => _roles;
    public Guid? UserId => Account?.Id;
    public bool IsSignedIn => Account is not null;
    public bool IsAdministrator => _roles.Contains(Accounts.Roles.Administrator);

    /// <summary>The association this person coordinates; null for everybody else.</summary>
    public AssociationId? CoordinatorOf => _roles.Contains(Accounts.Roles.Coordinator) ? Account?.AssociationId : null;

    /// <summary>The number that the account was proven to own.</summary>
    public PhoneNumber? Phone => Account is { PhoneNumberConfirmed: true, PhoneNumber: { } e164 } ? new(e164) : null;

    public Guid RequireSignedIn() => UserId ?? throw new Refusal(ErrorCode.Unauthenticated);

    /// <summary>The caller's own proven number; without one there is nothing to write to.</summary>
    public PhoneNumber RequirePhone()
    {
        RequireSignedIn();
        return Phone ?? throw new Refusal(ErrorCode.InvalidPhone, "phone");
    }

    public AssociationId RequireCoordinator()
    {
        RequireSignedIn();
        return CoordinatorOf ?? throw new Refusal(ErrorCode.Forbidden);
    }

    public void RequireAdministrator()
    {
        RequireSignedIn();
        if (!IsAdministrator) throw new Refusal(ErrorCode.Forbidden);
    }

    /// <summary>Gives an account a role, in the transaction of whoever calls; having it already is fine.</summary>
    public Task Become(string role, Guid account, CancellationToken cancel)
    {
        if (account == UserId) _roles.Add(role);
        return db.GrantRole(account, role, cancel);
    }

    /// <summary>Takes the caller's identity; false when the account is gone, its security stamp has changed, or the session was closed.</summary>
    public async Task<bool> Recognise(Guid id, string? stamp, Guid session, CancellationToken cancel)
    {
        var found = await db.Users.AsNoTracking()
            .Where(u => u.Id == id && u.SecurityStamp == stamp && !db.EndedSessions.Any(e => e.Id == session))
            .Select(u => new
            {
                Account = u,
                Roles = db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, role) => role.Name!).ToList(),
            })
            .SingleOrDefaultAsync(cancel);
        Account = found?.Account;
        SessionId = found is null ? null : session;
        _roles = [.. found?.Roles ?? []];
        return IsSignedIn;
    }

    public void Forget()
    {
        Account = null;
        SessionId = null;
        _roles = [];
    }
}
