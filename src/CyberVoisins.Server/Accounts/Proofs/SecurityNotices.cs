using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Words;

namespace CyberVoisins.Server.Accounts.Proofs;

/// <summary>Tells people by SMS what changed about how they sign in: whoever did not do it learns of it.</summary>
internal sealed class SecurityNotices(Outbox outbox, TimeProvider clock)
{
    /// <summary>In the transaction of what changed.</summary>
    public void Tell(Account account, string key, params object[] arguments)
    {
        if (account.PhoneNumber is not { } e164) return;
        var phone = new PhoneNumber(e164);
        outbox.Add($"security:{Guid.CreateVersion7(clock.GetUtcNow())}", MessageKind.AccountSecurity, phone, Regions.OfPhone(phone) ?? Region.Mainland,
            Words.Words.Sms.Say(Words.Words.French, key, arguments));
    }
}
