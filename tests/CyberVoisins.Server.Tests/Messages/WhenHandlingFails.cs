using System.Collections.Concurrent;
using CyberVoisins.Core;
using CyberVoisins.Server.Conversations;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Messages;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CyberVoisins.Server.Tests.Messaging;

/// <summary>A received SMS that we cannot handle, by a mistake of ours that nobody knows yet: it is not lost, and it holds up nobody.</summary>
public sealed class WhenHandlingFails
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Fails whatever begins with "panne"; everything else is answered as always.</summary>
    private sealed class Faulty(AppDb db, Conversation conversation, Tries tries, TimeProvider clock) : IInboundConversation
    {
        public async Task Answer(MessageId inbound, CancellationToken cancel)
        {
            if ((await db.InboundMessages.AsNoTracking().SingleAsync(m => m.Id == inbound, cancel)).Body.StartsWith("panne", StringComparison.Ordinal))
            {
                tries.At.Enqueue(clock.Now());
                throw new InvalidOperationException("A mistake of ours.");
            }
            await conversation.Answer(inbound, cancel);
        }
    }

    private sealed class Tries
    {
        public ConcurrentQueue<Instant> At { get; } = [];
    }

    private static Task<Neighbourhood> WithAFault() => Neighbourhood.Start("{ waveSize: 1 }", adjust: builder =>
    {
        builder.Services.AddSingleton<Tries>();
        builder.Services.AddScoped<Conversation>();
        builder.Services.Replace(ServiceDescriptor.Scoped<IInboundConversation, Faulty>());
    });

    [Fact]
    public async Task Tried_again_after_growing_waits_it_is_given_to_a_person()
    {
        await using var hood = await WithAFault();
        var amina = await hood.HasVolunteer("Amina");
        var start = hood.Now;
        await hood.Writes(amina, "panne, je ne peux pas venir");
        for (var minute = 0; minute < 300; minute++)
        {
            hood.Clock.Advance(TimeSpan.FromMinutes(1));
            await hood.Services.GetRequiredService<InboundWorker>().RunDue(Cancel);
        }
        Assert.Equal([0.0, 1, 6, 36, 156], hood.Services.GetRequiredService<Tries>().At.Select(at => (at - start).TotalMinutes));
        var unclear = (await hood.Coordinator("{ unclearMessages { nodes { from body } } }"))["unclearMessages"]!["nodes"]!.AsArray();
        Assert.Equal((amina, "panne, je ne peux pas venir"), (Assert.Single(unclear).Text("from"), unclear[0].Text("body")));
    }

    [Fact]
    public async Task However_many_fail_the_others_are_answered_and_stop_is_obeyed()
    {
        await using var hood = await WithAFault();
        var amina = await hood.HasVolunteer("Amina");
        for (var i = 0; i < 250; i++) await hood.Delivers("+33639980666", "panne", $"SM{i + 1_000:x32}");
        await hood.Writes(amina, "STOP");
        Assert.Contains("vous ne recevrez plus de SMS", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
        // Also when all of them fall due again at the same time.
        hood.Clock.Advance(TimeSpan.FromMinutes(1));
        await hood.Writes(amina, "REPRENDRE");
        Assert.Contains("vous recevrez de nouveau", hood.Telephones.To(amina)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_that_cannot_be_handled_still_silences_us()
    {
        await using var hood = await WithAFault();
        var amina = await hood.HasVolunteer("Amina");
        await hood.Writes(amina, "panne stop");
        hood.Clock.Advance(TimeSpan.FromHours(1));
        var before = hood.Telephones.To(amina).Count;
        await hood.AsksForJeanne();
        Assert.Equal(before, hood.Telephones.To(amina).Count);
    }

    [Theory]
    [InlineData("OUI\uFFFE $CODE")]
    [InlineData("\uFFFF oui $CODE \uFDD0")]
    [InlineData("o\uFFFEui $CODE \U0001FFFE")]
    public async Task What_is_no_character_is_read_over(string text)
    {
        await using var hood = await Neighbourhood.Start("{ waveSize: 1 }");
        var amina = await hood.HasVolunteer("Amina");
        var request = await hood.AsksForJeanne();
        await hood.Writes(amina, text.Replace("$CODE", hood.CodeOf(amina), StringComparison.Ordinal));
        Assert.Equal("BOOKED", (await hood.Request(request)).Text("state"));
        Assert.Equal($"oui {hood.CodeOf(amina)}", (await hood.Sql(db => db.InboundMessages.Select(m => m.Body).SingleAsync(Cancel))).Trim().ToLowerInvariant());
    }
}
