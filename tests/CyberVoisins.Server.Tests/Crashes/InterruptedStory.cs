using System.Net;
using System.Text.RegularExpressions;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Visits;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Development;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace CyberVoisins.Server.Tests.Crashes;

/// <summary>
/// The main story, each step of which goes on until the database says that it is done, whatever dies on the way: Nadia
/// asks for Jeanne, Amina says no, Bruno says yes, is reminded and helps. Nothing of it depends on an SMS that came:
/// a code that did not is read out by the association.
/// </summary>
internal sealed partial class InterruptedStory(MortalService service) : IAsyncDisposable
{
    private const string Administrator = DemoNeighbourhood.AdministratorPhone;
    public const string Nadia = "+33639981000", Amina = "+33639981001", Bruno = "+33639981002", Chloe = "+33639981003", Jeanne = "+33639985000";

    /// <summary>What the whole story says, each once: to whom, and why.</summary>
    public static readonly IReadOnlyList<(string To, MessageKind Kind)> Intentions =
    [
        (Amina, MessageKind.Welcome), (Bruno, MessageKind.Welcome), (Chloe, MessageKind.Welcome),
        (Jeanne, MessageKind.RequestReceived), (Amina, MessageKind.Offer), (Bruno, MessageKind.Offer),
        (Amina, MessageKind.Reply), (Chloe, MessageKind.Offer), // no, thank you; and the next one is asked
        (Bruno, MessageKind.Reply), (Jeanne, MessageKind.VisitConfirmed), (Chloe, MessageKind.OfferTaken),
        (Bruno, MessageKind.Reminder), (Jeanne, MessageKind.Reminder), // two days before
        (Bruno, MessageKind.Reminder), (Jeanne, MessageKind.Reminder), // two hours before
        (Bruno, MessageKind.VisitReport), (Bruno, MessageKind.Reply),
    ];

    private AssociationId _association;

    public MortalService Service => service;

    /// <summary>The association of the story.</summary>
    public AssociationId Association => _association;

    /// <summary>Told of each scene as it begins: a request for help, an SMS that comes in.</summary>
    public Action Begins { get; set; } = () => { };

    /// <summary>Told of each answer that the service gave to a person or to Twilio.</summary>
    public Action Answered { get; set; } = () => { };

    /// <summary>Begins when the association and two of its volunteers are there; nothing was killed yet.</summary>
    public static async Task<InterruptedStory> Begin(int waveSize = 2, int parallel = 4)
    {
        var story = new InterruptedStory(await MortalService.Start(parallel: parallel));
        await story.HasAssociation(waveSize);
        await story.Has("Amina", Amina, 300);
        await story.Has("Bruno", Bruno, 600);
        return story;
    }

    public async Task Run()
    {
        await Has("Chloé", Chloe, 900);
        await AsksForJeanne();
        await Writes(Amina, "NON {0}", "SMfff0000000000000000000000000000a");
        await Writes(Bruno, "Oui {0} avec plaisir !", "SMfff0000000000000000000000000000b");
        await service.PassesUntil(OffsetDateTimePattern.GeneralIso.Parse("2026-11-27T15:30:00+01:00").Value.ToInstant());
        await Writes(Bruno, "FAIT {0} 25", "SMfff0000000000000000000000000000c");
        await service.DoubtsPass();
        await TwilioReports();
    }

    private async Task HasAssociation(int waveSize)
    {
        await service.Until(() => Exists(async db => (_association = await db.Associations.Where(a => a.Name == "Les Voisins").Select(a => a.Id).SingleOrDefaultAsync()) != default), async life =>
        {
            await service.SignIn(life, Administrator, DemoNeighbourhood.Password);
            await service.Ask(life, $$"""mutation { createAssociation(input: { name: "Les Voisins", smsName: "Les Voisins", phone: "01 99 00 17 17", territory: { latitude: 48.8876, longitude: 2.3072, radiusMetres: 20000 }, policy: { waveSize: {{waveSize}} } }) { errors { code } } }""", Administrator);
        });
        await service.Until(() => Exists(db => db.Users.AnyAsync(u => u.PhoneNumber == Nadia)), life =>
            service.Ask(life, $$"""mutation { addCoordinator(input: { associationId: "{{_association}}", firstName: "Nadia", phone: "{{Nadia}}" }) { errors { code } } }""", Administrator));
        await service.Until(() => Task.FromResult(service.IsSignedIn(Nadia)), SignsInByCode);
    }

    /// <summary>A token lives an hour: after a long wait Nadia signs in again.</summary>
    public Task SignsInAgain()
    {
        var again = false;
        return service.Until(() => Task.FromResult(again), async life =>
        {
            await SignsInByCode(life);
            again = true;
        });
    }

    private async Task SignsInByCode(ServiceProcess life)
    {
        await service.Ask(life, $$"""mutation { requestSignInCode(input: { phone: "{{Nadia}}" }) { errors { code } } }""");
        await service.Settle();
        var code = SixDigits().Match(service.Twilio.Taken.Last(s => s.To == Nadia).Body).Value;
        var signedIn = await service.Ask(life, $$"""mutation { signInWithCode(input: { phone: "{{Nadia}}", code: "{{code}}", mode: TOKEN }) { session { accessToken } errors { code } } }""");
        service.Keep(Nadia, signedIn["signInWithCode"]!);
    }

    public async Task Has(string name, string phone, int metresAway)
    {
        var number = new PhoneNumber(phone);
        await Step(() => Exists(db => db.Volunteers.AnyAsync(v => v.Phone == number)), life => service.Ask(life, $$"""
            mutation { signUpVolunteer(input: { associationId: "{{_association}}", firstName: "{{name}}", phone: "{{phone}}", address: { latitude: {{(48.8876 + metresAway / 111_195.0).ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture)}}, longitude: 2.3072 },
              maxDistanceMetres: 5000, categories: [DEVICE_BASICS], modes: [AT_HOME], availability: {{Story.Neighbourhood.EveryDay}} }) { errors { code } } }
            """, Nadia));
        var id = await service.Sql(db => db.Volunteers.Where(v => v.Phone == number).Select(v => v.Id).SingleAsync());
        await Step(() => Exists(db => db.Volunteers.AnyAsync(v => v.Id == id && v.State == VolunteerState.Vouched)),
            life => service.Ask(life, $$"""mutation { vouchForVolunteer(input: { {{Story.Neighbourhood.Vouching($"{id}")}} }) { errors { code } } }""", Nadia));
    }

    public Task AsksForJeanne()
    {
        Begins();
        return Step(() => Exists(db => db.Requests.AnyAsync(r => r.AssociationId == _association)), life => service.Ask(life, $$"""
            mutation { askForHelp(input: { resident: { firstName: "Jeanne", phone: "{{Jeanne}}", address: { text: "12 rue de Saussure, 75017 Paris", latitude: 48.8876, longitude: 2.3072 } },
              category: DEVICE_BASICS, sentence: "Mon nouveau téléphone ne sonne plus.", minutes: 30, modes: [AT_HOME], windows: [{ start: "2026-11-27T14:00:00+01:00", end: "2026-11-27T18:00:00+01:00" }] }) { errors { code } } }
            """, Nadia));
    }

    /// <summary>Twilio delivers until it is told "yes", and once more for good measure.</summary>
    public async Task Writes(string phone, string text, string sid)
    {
        Begins();
        var number = new PhoneNumber(phone);
        var code = await service.Sql(db => db.Offers.Where(o => db.Volunteers.Any(v => v.Id == o.VolunteerId && v.Phone == number)).Select(o => o.Code).SingleAsync());
        var body = string.Format(System.Globalization.CultureInfo.InvariantCulture, text, code);
        await Step(() => Exists(db => db.InboundMessages.AnyAsync(m => m.ProviderSid == sid)), async life => Assert.Equal(HttpStatusCode.OK, await service.Twilio.Delivers(life.Url, phone, body, sid)));
        var again = false;
        await Step(() => Task.FromResult(again), async life => again = await service.Twilio.Delivers(life.Url, phone, body, sid) == HttpStatusCode.OK);
    }

    /// <summary>Every SMS that was taken reached its telephone.</summary>
    private Task TwilioReports()
    {
        var taken = service.Twilio.Taken.Select(s => new MessageId(s.Message)).ToList();
        return Step(() => Exists(db => db.Messages.Where(m => taken.Contains(m.Id)).AllAsync(m => m.State == MessageState.Delivered)), async life =>
        {
            foreach (var sms in service.Twilio.Taken)
                Assert.Equal(HttpStatusCode.NoContent, await service.Twilio.Reports(life.Url, sms, "delivered"));
        });
    }

    /// <summary>Does it until the database says that it is done.</summary>
    public Task Step(Func<Task<bool>> done, Func<ServiceProcess, Task> act) => service.Until(done, async life =>
    {
        await act(life);
        Answered();
    });

    private Task<bool> Exists(Func<Data.AppDb, Task<bool>> question) => service.Sql(question);

    /// <summary>The same end as without any death: nothing lost, nothing twice, and what nobody knows is there to see.</summary>
    public async Task EndsAsItShould()
    {
        var association = _association;
        Assert.Equal([RequestState.Fulfilled], await service.Sql(db => db.Requests.Where(r => r.AssociationId == association).Select(r => r.State).ToListAsync()));
        var visit = Assert.Single(await service.Sql(db => db.Visits.AsNoTracking().ToListAsync()));
        Assert.Equal((VisitState.Completed, 25, 25), (visit.State, visit.ActualMinutes, visit.SettledMinutes));
        Assert.Equal([(MinuteEntryKind.Granted, 60), (MinuteEntryKind.Reserved, -30), (MinuteEntryKind.Settled, 5)],
            (await service.Sql(db => db.Minutes.OrderBy(m => m.Id).Select(m => new { m.Kind, m.Minutes }).ToListAsync())).Select(m => (m.Kind, m.Minutes)));
        Assert.Equal([OfferState.Declined, OfferState.Accepted, OfferState.Withdrawn], await service.Sql(db => db.Offers.OrderBy(o => o.Id).Select(o => o.State).ToListAsync()));
        Assert.Equal(["No", "Yes", "Done"], await service.Sql(db => db.InboundMessages.OrderBy(m => m.Id).Select(m => m.Understood).ToListAsync()));

        var messages = await service.Sql(db => db.Messages.AsNoTracking().Where(m => m.AssociationId == association && m.Follows == null).OrderBy(m => m.Id).ToListAsync()); // what climbed to the call list is the same intention
        Assert.Equal(Intentions.Order(), messages.Select(m => (m.To.E164, m.Kind)).Order());
        var taken = service.Twilio.Taken.ToLookup(s => s.Message);
        Assert.All(taken, sms => Assert.Single(sms));
        Assert.All(messages, m => Assert.Equal(taken[m.Id.Value].Any() ? MessageState.Delivered : MessageState.Uncertain, m.State));
        // Two intentions are never the same news to the same person; the two reminders of a visit are meant to be.
        Assert.Distinct(messages.Where(m => m.Kind != MessageKind.Reminder).Select(m => (m.To, m.Body)));
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
