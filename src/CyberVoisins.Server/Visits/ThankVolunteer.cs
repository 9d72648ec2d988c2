using System.Globalization;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Scams;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Contacts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Scams;
using CyberVoisins.Server.Words;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Server.Words.Words;

namespace CyberVoisins.Server.Visits;

/// <summary>A word of thanks after a visit; one a visit.</summary>
/// <param name="VisitId">Of a visit that has begun.</param>
/// <param name="Words">1 to 200 characters, without a telephone number, an address of a site or an e-mail; left out, the thanks go without words.</param>
public sealed record ThankVolunteerInput(VisitId VisitId, string? Words);

/// <summary>
/// The volunteer receives it by SMS, at civil hours, and reads it on their page. Words that sound like a swindle, and words between two who are kept apart, stay with the
/// association: the thanks go without them, or not at all, and nobody is told so.
/// </summary>
internal sealed class ThankVolunteer(AppDb db, Transactions transactions, VisitSides sides, VisitWords visitWords, ScamFlags flags, Outbox outbox, TimeProvider clock)
{
    public const int Longest = 200;
    private const int LeastOfWords = 20;

    /// <summary>Thanks of last week are still welcome; of last month they would puzzle.</summary>
    private static readonly Duration Keeps = Duration.FromDays(7);

    public Task<Visit> Run(ThankVolunteerInput input, CancellationToken cancel)
    {
        var words = Check.OptionalText(input.Words, "words", Longest);
        return transactions.Run(async () =>
        {
            await sides.OfResident(input.VisitId, cancel);
            if (words is not null && ContactInText.InWords(words)) throw new Refusal(ErrorCode.ContactInText, "words");
            var visit = await db.LockedVisit(input.VisitId, cancel);
            // Sent twice, it is said once.
            if (visit.ThankedAt is not null) return visit.Thanks == words ? visit : throw new Refusal(ErrorCode.AlreadyThanked, "words");
            var apart = await db.PairBlocks.AnyAsync(b => b.ResidentId == visit.ResidentId && b.VolunteerId == visit.VolunteerId, cancel);
            var suspicious = words is not null && ScamWords.In(words).Count > 0;
            visit.Thank(words, apart || suspicious, clock.Now());
            if (suspicious) await flags.Look(visit.AssociationId, ScamSource.Thanks, visit.Id.Value, words!, cancel);
            if (!apart) Tell(visit, await visitWords.PeopleOf(visit, cancel), suspicious ? null : words);
            return visit;
        }, cancel);
    }

    private void Tell(Visit visit, VisitPeople people, string? words)
    {
        if (people.Volunteer.ErasedAt is not null) return;
        outbox.Add($"thanks:{visit.Id}", MessageKind.Thanks, people.Volunteer.Phone, people.Volunteer.RegionIn(people.Association),
            Text(French, people.Association.SmsName, Phones.Pretty(people.Association.Phone), Phrases.FirstName(people.Resident.FirstName), words), visit.AssociationId, deadline: clock.Now() + Keeps);
    }

    /// <summary>In one SMS: as many of the words as it holds, all of them on the page. What GSM-7 cannot write (another alphabet) is on the page alone.</summary>
    public static string Text(CultureInfo culture, string association, string phone, string resident, string? words) =>
        words is null || Gsm7.Normalize(words).Count(char.IsLetterOrDigit) < words.Count(char.IsLetterOrDigit) / 2 || !words.Any(char.IsLetterOrDigit)
            ? Sms.Say(culture, "THANKS_NO_WORDS", association, phone, resident)
            : Phrases.Fit(place => Sms.Say(culture, "THANKS", association, phone, resident, place), words, LeastOfWords);
}
