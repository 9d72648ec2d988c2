using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.People;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Contacts;

/// <summary>A resident agrees to a use of their information, or a coordinator writes down that they did.</summary>
/// <param name="ResidentId">Oneself, or a resident of the association.</param>
/// <param name="Purpose">What for; HELP needs no consent.</param>
/// <param name="Channel">By a coordinator: SMS, VOICE, PAPER or DESK. The person, on the web, leaves it out.</param>
/// <param name="On">By a coordinator: the day; by default today.</param>
/// <param name="ByContactId">The guardian who agreed in the person's place.</param>
public sealed record GiveConsentInput(ResidentId ResidentId, ConsentPurpose Purpose, ConsentChannel? Channel, LocalDate? On, ContactId? ByContactId);

/// <summary>A resident takes a consent back.</summary>
/// <param name="ResidentId">Oneself, or a resident of the association.</param>
/// <param name="Purpose">Which one.</param>
/// <param name="Channel">By a coordinator: how it was said. The person, on the web, leaves it out.</param>
public sealed record WithdrawConsentInput(ResidentId ResidentId, ConsentPurpose Purpose, ConsentChannel? Channel);

/// <summary>Writes consents down, in the unit of work of whoever asks.</summary>
internal sealed class Consents(AppDb db, ContactAccess access, CurrentUser user, TimeProvider clock)
{
    /// <summary>What a purpose is, as it is read before the yes.</summary>
    public static string TextOf(ConsentPurpose purpose, CultureInfo culture) => Labels.Say(culture, $"CONSENT_{purpose.UpperSnake()}");

    /// <summary>Agreeing twice is once.</summary>
    public async Task Give(Resident resident, ConsentPurpose purpose, ConsentChannel? channel, LocalDate? on, ContactId? byContact, CancellationToken cancel)
    {
        if (Consent.IsRequired(purpose)) throw new Refusal(ErrorCode.ConsentNotAsked, "purpose");
        var how = ChannelOf(resident, channel);
        var (now, zone) = (clock.Now(), (await db.Associations.AsNoTracking().SingleAsync(a => a.Id == resident.AssociationId, cancel)).Zone);
        if (byContact is { } id && (await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.ResidentId == resident.Id, cancel))?.May(ContactScope.Guardian, now) != true)
            throw new Refusal(ErrorCode.NotFound, "byContactId");
        if (await db.Consents.AnyAsync(c => c.ResidentId == resident.Id && c.Purpose == purpose && c.WithdrawnAt == null, cancel)) return;
        var today = now.InZone(zone).Date;
        db.Consents.Add(new()
        {
            Id = clock.NewId<ConsentId>(), ResidentId = resident.Id, AssociationId = resident.AssociationId, Purpose = purpose, Channel = how,
            Text = Consent.TextVersion, TextHash = Charter.HashOf([TextOf(purpose, French)]), GivenByContactId = byContact,
            On = Check.NotLater(how == ConsentChannel.Web ? today : on ?? today, today, "on"), RecordedAt = now, RecordedByUserId = how == ConsentChannel.Web ? null : user.UserId,
        });
    }

    /// <summary>What was built on it goes with it: contacts are told nothing more, the age band is forgotten.</summary>
    public async Task Withdraw(Resident resident, ConsentPurpose purpose, ConsentChannel? channel, CancellationToken cancel)
    {
        if (Consent.IsRequired(purpose)) throw new Refusal(ErrorCode.ConsentNotAsked, "purpose");
        var how = ChannelOf(resident, channel);
        if (await db.Consents.SingleOrDefaultAsync(c => c.ResidentId == resident.Id && c.Purpose == purpose && c.WithdrawnAt == null, cancel) is { } standing)
            standing.Withdraw(how, clock.Now());
        // Obeyed even where nobody had written a consent down.
        if (purpose == ConsentPurpose.AgeForFairness) resident.AgeBand = null;
    }

    private ConsentChannel ChannelOf(Resident resident, ConsentChannel? channel) =>
        access.IsSelf(resident)
            ? channel is null or ConsentChannel.Web ? ConsentChannel.Web : throw new Refusal(ErrorCode.Forbidden, "channel")
            : channel is { } said and not ConsentChannel.Web ? said : throw new Refusal(ErrorCode.ChannelNeeded, "channel");
}

internal sealed class GiveConsent(Transactions transactions, ContactAccess access, Consents consents)
{
    public Task<Resident> Run(GiveConsentInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        var resident = await access.Managed(input.ResidentId, cancel);
        await consents.Give(resident, input.Purpose, input.Channel, input.On, input.ByContactId, cancel);
        return resident;
    }, cancel);
}

internal sealed class WithdrawConsent(Transactions transactions, ContactAccess access, Consents consents)
{
    public Task<Resident> Run(WithdrawConsentInput input, CancellationToken cancel) => transactions.Run(async () =>
    {
        var resident = await access.Managed(input.ResidentId, cancel);
        await consents.Withdraw(resident, input.Purpose, input.Channel, cancel);
        return resident;
    }, cancel);
}
