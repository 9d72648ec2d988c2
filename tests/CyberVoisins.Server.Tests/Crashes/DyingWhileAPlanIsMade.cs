using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Server.Plans;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>kill -9 while the month's plan is asked for, computed and accepted: it is computed once, and each neighbour is asked at most once.</summary>
public sealed class DyingWhileAPlanIsMade
{
    private const int People = 4;
    private const string Nadia = InterruptedStory.Nadia;

    [Fact]
    public async Task After_each_commit_and_each_is_asked_once()
    {
        await using var story = await InterruptedStory.Begin(waveSize: 1);
        var service = story.Service;
        await Waiting(story);

        var (left, deaths) = (0, 0);
        service.KillPoints.Dies = point =>
        {
            if (point != KillPoint.Committed || left == 0) return false;
            left--;
            deaths++;
            return true;
        };
        left = 3; // it is written down, it is taken, it is kept
        await story.Step(() => service.Sql(db => db.Plans.AnyAsync()), life => service.Ask(life, "mutation { proposePlan(input: { month: 202611 }) { errors { code } } }", Nadia));
        await service.Until(() => service.Sql(db => db.Plans.AllAsync(p => p.State == PlanState.Proposed)), life => Computes(service, life));
        var plan = await service.Sql(db => db.Plans.AsNoTracking().SingleAsync());
        Assert.Equal((People, People), (plan.Figures!.RequestsServed, await service.Sql(db => db.PlanLines.CountAsync())));
        Assert.Empty(await service.Sql(db => db.Offers.ToListAsync()));

        left = 4; // the yes, and the first neighbours
        await story.Step(() => service.Sql(db => db.Plans.AnyAsync(p => p.State == PlanState.Accepted)), life => service.Ask(life, $"mutation {{ acceptPlan(planId: \"{plan.Id}\") {{ errors {{ code }} }} }}", Nadia));
        await service.ByItself(() => service.Sql(db => db.PlanLines.AllAsync(l => l.Outcome != null)));
        await service.Settle();
        Assert.Equal(7, deaths);

        var lines = await service.Sql(db => db.PlanLines.AsNoTracking().ToListAsync());
        var offers = await service.Sql(db => db.Offers.AsNoTracking().ToListAsync());
        Assert.All(lines, l => Assert.Equal(LineOutcome.Offered, l.Outcome));
        Assert.Equal(lines.Select(l => (l.RequestId, l.VolunteerId!.Value, l.OfferId!.Value)).OrderBy(l => l.RequestId.Value), offers.Select(o => (o.RequestId, o.VolunteerId, o.Id)).OrderBy(o => o.RequestId.Value));
        Assert.All(offers, o => Assert.Equal(OfferState.Pending, o.State));
        Assert.Equal(People, await service.Sql(db => db.Messages.CountAsync(m => m.Kind == MessageKind.Offer)));
        Assert.Distinct(service.Twilio.Taken.Select(s => s.Message));
    }

    /// <summary>A process that died holds the plan until its lease is over.</summary>
    private static async Task Computes(MortalService service, ServiceProcess life)
    {
        var now = service.Now;
        if (await service.Sql(db => db.Plans.AnyAsync(p => p.State == PlanState.Computing && p.LeaseUntil > now))) await service.Advance(life, 6);
        await Task.Delay(250); // another process works, in real time
    }

    /// <summary>Four people ask while both neighbours take a break; then they are back.</summary>
    private static async Task Waiting(InterruptedStory story)
    {
        var service = story.Service;
        var ids = await service.Sql(db => db.Volunteers.Where(v => v.AssociationId == story.Association).Select(v => v.Id).ToListAsync());
        foreach (var id in ids)
            await story.Step(() => service.Sql(db => db.Volunteers.AnyAsync(v => v.Id == id && v.State == VolunteerState.Paused)), life => service.Ask(life, $"mutation {{ pauseVolunteer(volunteerId: \"{id}\") {{ errors {{ code }} }} }}", Nadia));
        for (var i = 0; i < People; i++)
        {
            var phone = new PhoneNumber($"+3363998500{i}");
            await story.Step(() => service.Sql(db => db.Residents.AnyAsync(r => r.Phone == phone)), life => service.Ask(life, $$"""
                mutation { askForHelp(input: { resident: { firstName: "Jeanne{{i}}", phone: "{{phone.E164}}", address: { text: "12 rue de Saussure, 75017 Paris", latitude: 48.8876, longitude: 2.3072 } },
                  category: DEVICE_BASICS, sentence: "Mon nouveau téléphone ne sonne plus.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T{{10 + i}}:00:00+01:00", end: "2026-11-27T{{11 + i}}:00:00+01:00" }] }) { errors { code } } }
                """, Nadia));
        }
        foreach (var id in ids)
            await story.Step(() => service.Sql(db => db.Volunteers.AnyAsync(v => v.Id == id && v.State == VolunteerState.Vouched)), life => service.Ask(life, $"mutation {{ resumeVolunteer(volunteerId: \"{id}\") {{ errors {{ code }} }} }}", Nadia));
    }
}
