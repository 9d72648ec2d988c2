using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CyberVoisins.Server.Vouchings;

/// <summary>
/// Of adults no date of birth is kept: the day after the eighteenth birthday it is forgotten, and so are the guardian's name and
/// number. That a guardian had agreed, how and when, stays.
/// </summary>
internal sealed class ForgetBirthdays(AppDb db, TimeProvider clock)
{
    /// <summary>A day later the birthday has come everywhere on the islands.</summary>
    private static readonly Duration EverywhereOver = Duration.FromDays(1);

    /// <returns>How many birthdays were forgotten.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var day = (clock.Now() - EverywhereOver).InUtc().Date;
        var (nobody, adults) = (PhoneNumber.Forgotten, db.Volunteers.Where(v => v.AdultFrom != null && v.AdultFrom <= day));
        // The names first: after a crash between the two the birthday still says whose they were.
        await db.GuardianConsents.Where(c => adults.Any(v => v.Id == c.VolunteerId))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.GuardianFirstName, "").SetProperty(c => c.GuardianPhone, nobody), cancel);
        return await adults.ExecuteUpdateAsync(s => s.SetProperty(v => v.AdultFrom, (LocalDate?)null).SetProperty(v => v.GuardianConsentAt, (Instant?)null), cancel);
    }
}
