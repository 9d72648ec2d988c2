using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Tests.Accounts.AccountsHost;

namespace CyberVoisins.Server.Tests.Accounts;

public sealed class AskingForACode
{
    private const string Amina = "+33639980001";

    [Fact]
    public async Task The_answer_is_the_same_with_and_without_an_account()
    {
        await using var host = await Start();
        await host.SignedInByCode(Amina);
        await host.Administrator("+33639980009", "un chat sur le toit");
        var known = await host.Use<RequestSignInCode, SignInCodeSent>(u => u.Run(Amina, Cancel));
        var guarded = await host.Use<RequestSignInCode, SignInCodeSent>(u => u.Run("+33639980009", Cancel));
        var unknown = await host.Use<RequestSignInCode, SignInCodeSent>(u => u.Run("+33639980002", Cancel));
        Assert.Equal(known, unknown);
        Assert.Equal(guarded, unknown);
    }

    [Fact]
    public async Task A_number_gets_three_codes_in_a_quarter_of_an_hour()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        host.Time.Advance(TimeSpan.FromMinutes(5));
        await host.RequestCode(Amina);
        await host.RequestCode(Amina);
        await TooMany(host, minutes: 10);
        await host.RequestCode("+33639980002");

        host.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await TooMany(host, minutes: 1);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.RequestCode(Amina);
    }

    [Fact]
    public async Task A_number_gets_ten_codes_a_day()
    {
        await using var host = await Start();
        for (var i = 0; i < 10; i++)
        {
            await host.RequestCode(Amina);
            host.Time.Advance(TimeSpan.FromMinutes(6));
        }
        await TooMany(host, minutes: 23 * 60);
        host.Time.Advance(TimeSpan.FromHours(23));
        await host.RequestCode(Amina);
    }

    [Fact]
    public async Task Requests_made_at_once_do_not_pass_the_limit_together()
    {
        await using var host = await Start();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            try { await host.RequestCode(Amina); }
            catch (Refusal) { }
        }, Cancel)));
        Assert.Equal(3, await host.Read(db => db.Messages.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_address_asks_twenty_times_an_hour_whatever_the_numbers()
    {
        await using var host = await Start();
        var sweeping = host.NewClient(address: "192.0.2.7");
        for (var i = 0; i < 20; i++) await sweeping.Use<RequestSignInCode>(u => u.Run($"+336399801{i:00}", Cancel));
        Assert.Equal("nobody", await sweeping.Who());
        Assert.Equal("TooManyAttempts  60", await sweeping.Use<RequestSignInCode>(u => u.Run("+33639980200", Cancel)));
        Assert.Equal("nobody", await host.NewClient(address: "192.0.2.8").Use<RequestSignInCode>(u => u.Run("+33639980200", Cancel)));
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("nobody", await sweeping.Use<RequestSignInCode>(u => u.Run("+33639980201", Cancel)));
        Assert.Equal(22, await host.Read(db => db.Messages.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_home_of_IPv6_is_one_address()
    {
        await using var host = await Start();
        for (var i = 0; i < 20; i++)
            await host.NewClient(address: $"2001:db8:1:2::{i + 1:x}").Use<RequestSignInCode>(u => u.Run($"+336399801{i:00}", Cancel));
        Assert.StartsWith("TooManyAttempts", await host.NewClient(address: "2001:db8:1:2:ffff::1").Use<RequestSignInCode>(u => u.Run("+33639980200", Cancel)), StringComparison.Ordinal);
        Assert.Equal("nobody", await host.NewClient(address: "2001:db8:1:3::1").Use<RequestSignInCode>(u => u.Run("+33639980200", Cancel)));
    }

    [Theory]
    [InlineData("01 99 00 00 01", "MobileNeeded")]
    [InlineData("+44 7911 123456", "InvalidPhone")]
    [InlineData("not a number", "InvalidPhone")]
    public async Task No_SMS_leaves_for_a_number_that_cannot_receive_it_or_is_abroad(string phone, string code)
    {
        await using var host = await Start();
        Assert.Equal(code, (await Assert.ThrowsAsync<Refusal>(() => host.RequestCode(phone))).Code.ToString());
        Assert.Equal(0, await host.Read(db => db.Messages.CountAsync(Cancel)));
    }

    private static async Task TooMany(AccountsHost host, int minutes)
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => host.RequestCode(Amina));
        Assert.Equal((ErrorCode.TooManyAttempts, minutes), (refusal.Code, Assert.Single(refusal.Arguments)));
    }

    /// <summary>Anybody can type a stranger's number: an SMS at three in the morning wakes them.</summary>
    [Fact]
    public async Task At_night_a_number_gets_two_codes_and_is_told_from_when_there_are_more()
    {
        await using var hood = await Neighbourhood.Start();
        async Task<string?> Asks(string phone, string? language = null) => (await hood.Send($$"""mutation { requestSignInCode(input: { phone: "{{phone}}" }) { errors { code message } } }""", language: language))["data"]!["requestSignInCode"]!["errors"] is { } errors
            && errors.AsArray() is [{ } first, ..] ? $"{first.Text("code")} {first.Text("message")}" : null;
        await hood.PassesUntil("2026-11-24T21:58:00+01:00");
        Assert.Null(await Asks(Amina));
        await hood.PassesUntil("2026-11-24T23:00:00+01:00");
        Assert.Null(await Asks(Amina));
        await hood.PassesUntil("2026-11-25T03:00:00+01:00");
        Assert.Null(await Asks(Amina));
        await hood.PassesUntil("2026-11-25T04:00:00+01:00");
        var refused = await Asks(Amina);
        Assert.StartsWith("TOO_MANY_CODES_AT_NIGHT", refused, StringComparison.Ordinal);
        Assert.Contains("8:00", refused!, StringComparison.Ordinal);
        // Another number is another's.
        Assert.Null(await Asks("+33639980044"));
        await hood.PassesUntil("2026-11-25T08:00:00+01:00");
        Assert.Null(await Asks(Amina));
    }
}
