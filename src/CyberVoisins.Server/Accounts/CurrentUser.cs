using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CyberVoisins.Server.Accounts;

/// <summary>What is still asked of somebody who signs in.</summary>
public enum SecondFactorStatus
{
    /// <summary>Nothing: not signed in, or nothing more is asked of this person.</summary>
    NotNeeded,
    /// <summary>This person must set up a second proof; until then nothing else can be done.</summary>
    ToEnrol,
    /// <summary>This person has a second proof and must show it now.</summary>
    ToProve,
    /// <summary>It was shown.</summary>
    Proven,
}

/// <summary>
/// Who asks. Read from the database once per request, never from the cookie or the token: a role that was taken away
/// is gone at the next request. Outside a request (workers, command line) it is nobody. Somebody who has not shown what the
/// role asks for is nobody too, everywhere, except where a second proof is set up or shown.
/// </summary>
internal sealed class CurrentUser(AppDb db, IOptionsMonitor<AccountsOptions> options, TimeProvider clock)
{
    /// <summary>How long a proof counts as just shown, for what changes how one signs in.</summary>
    public static readonly Duration Fresh = Duration.FromMinutes(15);

    private HashSet<string> _roles = [];
    private Account? _person;
    private OpenSession? _session;
    private ApiToken? _token;
    private bool _hasSecond;

    /// <summary>As it was when the request came; not tracked, so changing it changes nothing.</summary>
    public Account? Account => IsLimited ? null : _person;

    /// <summary>The session of this request's cookie or token.</summary>
    public SessionId? SessionId => _session?.Id;

    /// <summary>What the caller's API token may do; null for somebody in a session, who may do everything that is theirs.</summary>
    public IReadOnlyList<ApiScope>? Scopes => _token?.Scopes;

    public SecondFactorStatus SecondFactor { get; private set; }

    public IReadOnlyCollection<string> Roles => IsLimited ? [] : _roles;
    public Guid? UserId => Account?.Id;
    public bool IsSignedIn => Account is not null;
    public bool IsAdministrator => Roles.Contains(Accounts.Roles.Administrator);

    /// <summary>The association this person coordinates; null for everybody else.</summary>
    public AssociationId? CoordinatorOf => Roles.Contains(Accounts.Roles.Coordinator) ? Account?.AssociationId : null;

    /// <summary>The number that the account was proven to own.</summary>
    public PhoneNumber? Phone => Account is { PhoneNumberConfirmed: true, PhoneNumber: { } e164 } ? new(e164) : null;

    private bool IsLimited => SecondFactor is SecondFactorStatus.ToEnrol or SecondFactorStatus.ToProve;

    public Guid RequireSignedIn() => UserId ?? throw Missing();

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

    /// <summary>A person in a session, not a program: what opens doors is not given to a token.</summary>
    public Guid RequireSession()
    {
        var id = RequireSignedIn();
        return _session is null ? throw new Refusal(ErrorCode.Forbidden) : id;
    }

    /// <summary>Of somebody who has just proven who they are: what changes how one signs in wants more than a browser left open.</summary>
    public Guid RequireFresh()
    {
        var id = RequireSession();
        // Whoever has a second proof, or must have one, shows that one.
        var enough = _session!.Proof == SessionProof.Strong || (!_hasSecond && _session.Proof != SessionProof.AwaitsSecond);
        return enough && clock.Now() - _session.CreatedAt <= Fresh ? id : throw new Refusal(ErrorCode.ProofTooOld, null, (int)Fresh.TotalMinutes);
    }

    /// <summary>Somebody who sets up what they sign in with: fully signed in, or staff who have no second proof yet.</summary>
    public Account RequireEnroller()
    {
        if (IsSignedIn || SecondFactor != SecondFactorStatus.ToEnrol)
        {
            RequireFresh();
            return Account!;
        }
        // A code of an SMS does not stand in for the password of somebody who has one.
        return _session!.Proof == SessionProof.Code && _person!.PasswordHash is not null ? throw new Refusal(ErrorCode.PasswordRequired) : _person!;
    }

    /// <summary>Somebody with a password behind them who shows a second proof, for the first time or again.</summary>
    public Account RequireProver()
    {
        if (_session is null || _person is null) throw Missing();
        return _session.Proof == SessionProof.Code ? throw new Refusal(ErrorCode.PasswordRequired) : _person;
    }

    /// <summary>How the session of this request is kept.</summary>
    public SignInMode Mode => _session?.Mode ?? SignInMode.Cookie;

    /// <summary>What was shown to open the session of this request.</summary>
    public SessionProof? Proof => _session?.Proof;

    private Refusal Missing() => new(IsLimited ? ErrorCode.SecondFactorRequired : ErrorCode.Unauthenticated);

    /// <summary>Gives an account a role, in the transaction of whoever calls; having it already is fine.</summary>
    public Task Become(string role, Guid account, CancellationToken cancel)
    {
        if (account == UserId) _roles.Add(role);
        return db.GrantRole(account, role, cancel);
    }

    /// <summary>Takes the caller's identity; null when the session is over, the account is gone or its security stamp has changed.</summary>
    public async Task<OpenSession?> Recognise(Guid id, string? stamp, SessionId session, CancellationToken cancel)
    {
        var now = clock.Now();
        var found = await db.Users.AsNoTracking()
            .Where(u => u.Id == id && u.SecurityStamp == stamp)
            .Join(db.Sessions.AsNoTracking().Where(s => s.Id == session && s.EndsAt > now), u => u.Id, s => s.AccountId, (u, s) => new
            {
                Account = u,
                Session = s,
                Roles = db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, role) => role.Name!).ToList(),
                HasSecond = db.SecondFactors.Any(f => f.AccountId == u.Id && f.ConfirmedAt != null) || db.UserPasskeys.Any(p => p.UserId == u.Id),
            })
            .SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        Take(found.Account, found.Roles, found.HasSecond, found.Session, null);
        SecondFactor = found.Session.Proof switch
        {
            SessionProof.Strong => SecondFactorStatus.Proven,
            SessionProof.AwaitsSecond => SecondFactorStatus.ToProve,
            SessionProof.Code or SessionProof.Password => !IsStaff || !options.CurrentValue.SecondFactorRequired ? SecondFactorStatus.NotNeeded
                : found.HasSecond ? SecondFactorStatus.ToProve : SecondFactorStatus.ToEnrol,
        };
        return found.Session;
    }

    /// <summary>Takes the identity of whoever made an API token, as far as its scopes go; null when it is over.</summary>
    public async Task<ApiToken?> Recognise(byte[] hash, CancellationToken cancel)
    {
        var now = clock.Now();
        var found = await db.ApiTokens.AsNoTracking().Where(t => t.Hash == hash && t.ExpiresAt > now)
            .Join(db.Users.AsNoTracking(), t => t.AccountId, u => u.Id, (t, u) => new
            {
                Token = t,
                Account = u,
                Roles = db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, role) => role.Name!).ToList(),
            })
            .SingleOrDefaultAsync(t => t.Account.SecurityStamp == t.Token.Stamp, cancel);
        if (found is null) return null;
        var asStaff = found.Token.Scopes.Contains(ApiScope.Staff) && (found.Token.Strong || !options.CurrentValue.SecondFactorRequired);
        Take(found.Account, asStaff ? found.Roles : found.Roles.Except(Accounts.Roles.Staff), false, null, found.Token);
        SecondFactor = SecondFactorStatus.NotNeeded;
        return found.Token;
    }

    /// <summary>Works for an association or for the whole service, even if not yet let in as such.</summary>
    public bool IsStaff => _roles.Overlaps(Accounts.Roles.Staff);

    private void Take(Account account, IEnumerable<string> roles, bool hasSecond, OpenSession? session, ApiToken? token) =>
        (_person, _roles, _hasSecond, _session, _token) = (account, [.. roles], hasSecond, session, token);

    public void Forget()
    {
        (_person, _session, _token, _hasSecond, SecondFactor) = (null, null, null, false, SecondFactorStatus.NotNeeded);
        _roles = [];
    }
}
