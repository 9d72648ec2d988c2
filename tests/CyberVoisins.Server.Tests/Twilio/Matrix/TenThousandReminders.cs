using System.Diagnostics;
using CyberVoisins.Core;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Messages;
using FakeTwilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Twilio.Matrix;

/// <summary>Row 24 of the fault matrix: everybody's reminder is due at nine, and Twilio says "too many" now and then.</summary>
public sealed class TenThousandReminders(ITestOutputHelper output)
{
    private const int Reminders = 10_000;
    private const int TooManyPercent = 10;
    private const ulong Seed = 9;

    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 25, 8, 0);

    [Fact]
    public async Task Row_24_all_leave_before_their_deadline_and_none_twice()
    {
        await using var service = await ServiceOnTwilio.Start(options => options with { Delivery = Delivery.OnDemand }, builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton(new SmsLimits(100, 100, 0, 1_000_000, 1_000_000, 0.08m, Parallel: 4))));
        service.Twilio.Faults.Seeded(Seed, TooManyPercent, new Fault.TooMany(), new Fault.TooMany("5"));
        await Write(service);
        service.Hood.Clock.Advance((Nine - service.Hood.Now).ToTimeSpan());

        var dispatcher = service.Hood.Services.GetRequiredService<SmsDispatcher>();
        var worked = new Stopwatch();
        while (await service.Hood.Sql(db => db.Messages.AnyAsync(m => m.Kind == MessageKind.Reminder && m.State == MessageState.Queued)))
        {
            // What the work takes passes on the clock of the story too; what waits after a 429 waits for its second.
            var before = worked.Elapsed;
            worked.Start();
            var moved = await dispatcher.RunDue(CancellationToken.None);
            worked.Stop();
            service.Hood.Clock.Advance(moved > 0 ? worked.Elapsed - before : TimeSpan.FromSeconds(1));
        }

        var took = service.Hood.Now - Nine;
        output.WriteLine($"Seed {Seed}: {Reminders} reminders, {service.Twilio.Posts.Count} POSTs; all out {took.TotalMinutes:0.0} minutes after nine; {worked.Elapsed.TotalMilliseconds / Reminders:0.0} ms of work each, four at a time.");
        Assert.Equal(Reminders, service.Twilio.Accepted.Count);
        Assert.Equal(Reminders, service.Twilio.Accepted.Select(s => s.M).Distinct().Count());
        Assert.True(await service.Hood.Sql(db => db.Messages.Where(m => m.Kind == MessageKind.Reminder).AllAsync(m => m.State == MessageState.Accepted && m.SentAt < m.Deadline)));
    }

    private static async Task Write(ServiceOnTwilio service)
    {
        var association = new AssociationId(Guid.Parse(service.Hood.AssociationId));
        foreach (var chunk in Enumerable.Range(0, Reminders).Chunk(1_000))
            await service.Hood.Sql(async db =>
            {
                foreach (var i in chunk)
                    db.Messages.Add(new Message
                    {
                        Id = new MessageId(Guid.CreateVersion7(service.Hood.Clock.GetUtcNow())), DedupKey = $"load:{i}", AssociationId = association, Kind = MessageKind.Reminder, Channel = MessageChannel.Sms,
                        To = new PhoneNumber($"+336{10_000_000 + i}"), Region = Region.Mainland, Body = $"Les Voisins 01 99 00 17 17: rappel {i}", Segments = 1, CreatedAt = service.Hood.Now, NotBefore = Nine,
                        About = Nine + Duration.FromHours(2), Deadline = Nine + Duration.FromMinutes(100),
                    });
                return await db.SaveChangesAsync();
            });
    }
}
