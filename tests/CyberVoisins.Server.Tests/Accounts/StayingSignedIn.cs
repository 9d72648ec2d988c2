using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CyberVoisins.Server.Tests.Accounts.AccountsHost;

namespace CyberVoisins.Server.Tests.Accounts;

public sealed class StayingSignedIn
{
    private const string Amina = "+33639980001";
    private const string Password = "un chat sur le toit";

    [Fact]
    public async Task A_cookie_and_a_token_are_both_the_person()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        var id = await browser.Who();
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal(id, await program.Who());
        Assert.Equal("nobody", await host.NewClient().Who());
    }

    [Fact]
    public async Task In_development_the_cookie_works_over_plain_http()
    {
        await using var host = await Start();
        var browser = await Browser(host);
        var set = Assert.Single(browser.LastSetCookies);
        Assert.StartsWith("cv=", set, StringComparison.Ordinal);
        Assert.Contains("; httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", set, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_production_the_cookie_is_bound_to_the_host_and_to_https()
    {
        await using var host = await Start("Production");
        var browser = await Browser(host, "https");
        var set = Assert.Single(browser.LastSetCookies);
        Assert.StartsWith("__Host-cv=", set, StringComparison.Ordinal);
        foreach (var part in new[] { "; secure", "; httponly", "; samesite=lax", "; path=/" })
            Assert.Contains(part, set, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", set, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual("nobody", await browser.Who());
    }

    [Fact]
    public async Task Neither_the_cookie_nor_the_token_tells_who_it_is()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        var id = await browser.Who();
        Assert.DoesNotContain(id, program.Token!, StringComparison.Ordinal);
        Assert.DoesNotContain("639980001", browser.Cookies["cv"] + program.Token, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_lives_one_hour_of_the_services_clock()
    {
        await using var host = await Start();
        var (_, program) = await Both(host);
        host.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotEqual("nobody", await program.Who());
        host.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        Assert.Equal("nobody", await program.Who());
    }

    [Fact]
    public async Task A_cookie_lives_fourteen_days_after_its_last_use()
    {
        await using var host = await Start();
        var browser = await Browser(host);
        for (var week = 0; week < 5; week++)
        {
            host.Time.Advance(TimeSpan.FromDays(8));
            Assert.NotEqual("nobody", await browser.Who());
        }
        host.Time.Advance(TimeSpan.FromDays(15));
        Assert.Equal("nobody", await browser.Who());
    }

    [Fact]
    public async Task A_restart_signs_nobody_out()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        var id = await browser.Who();
        await host.Restart();
        Assert.Equal(id, await browser.Who());
        Assert.Equal(id, await program.Who());
    }

    [Fact]
    public async Task A_code_survives_a_restart()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        await host.Restart();
        Assert.NotNull((await host.SignIn(Amina, await host.CodeSentTo(Amina))).AccessToken);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_cookie_and_every_token_at_once()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        var lost = await Copy(host, browser);
        Assert.Equal("nobody", await program.Use<SignOutEverywhere>(u => u.Run(Cancel)));
        Assert.Equal("nobody", await program.Who());
        Assert.Equal("nobody", await lost.Who());
        Assert.Equal("nobody", await browser.Who());
        // The dead cookie is taken back, so that the browser stops sending it.
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie_of_this_browser_only()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        Assert.Equal("nobody", await browser.Use<SignOut>(u => u.Run(Cancel)));
        Assert.Empty(browser.Cookies);
        Assert.NotEqual("nobody", await program.Who());
        Assert.Equal("nobody", await host.NewClient().Use<SignOut>(u => u.Run(Cancel)));
    }

    [Fact]
    public async Task A_cookie_or_token_kept_aside_is_worth_nothing_after_signing_out()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        var (kept, later) = (await Copy(host, browser), await Copy(host, browser));
        await browser.Use<SignOut>(u => u.Run(Cancel));
        Assert.Equal("nobody", await kept.Who());
        Assert.Equal("nobody", await program.Use<SignOut>(u => u.Run(Cancel)));
        Assert.Equal("nobody", await program.Who());
        // And it stays so, while the row is there and after.
        foreach (var days in new[] { 13, 2 })
        {
            host.Time.Advance(TimeSpan.FromDays(days));
            await host.Use<ForgetOldCodes, int>(u => u.Run(Cancel));
            Assert.Equal("nobody", await later.Who());
        }
        Assert.Equal(0, await host.Read(db => db.Sessions.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_deleted_account_is_nobody()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        await host.Read(db => db.Users.ExecuteDeleteAsync(Cancel));
        Assert.Equal("nobody", await browser.Who());
        Assert.Equal("nobody", await program.Who());
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_the_next_request()
    {
        await using var host = await Start();
        await host.Administrator(Amina, Password);
        var client = host.NewClient();
        var who = await client.Use<SignInWithPassword>(u => u.Run(Amina, Password, SignInMode.Cookie, Cancel));
        Assert.EndsWith(" administrator", who, StringComparison.Ordinal);
        await host.Read(db => db.UserRoles.ExecuteDeleteAsync(Cancel));
        Assert.Equal(who.Split(' ')[0], await client.Who());
    }

    [Fact]
    public async Task A_dead_or_invented_token_is_not_saved_by_a_good_cookie()
    {
        await using var host = await Start();
        var browser = await Browser(host);
        browser.Token = "CfDJ8-invented";
        Assert.Equal("nobody", await browser.Who());
        browser.Token = null;
        Assert.NotEqual("nobody", await browser.Who());
    }

    [Fact]
    public async Task A_new_password_keeps_this_session_and_ends_the_others()
    {
        await using var host = await Start();
        var (browser, program) = await Both(host);
        var old = await Copy(host, browser);
        var id = await browser.Who();
        Assert.Equal(id, await browser.Use<SetPassword>(u => u.Run(Password, null, SignInMode.Cookie, Cancel)));
        Assert.Equal(id, await browser.Who());
        Assert.Equal("nobody", await old.Who());
        Assert.Equal("nobody", await program.Who());
    }

    [Fact]
    public async Task Changing_a_password_needs_the_one_before()
    {
        await using var host = await Start();
        var browser = await Browser(host);
        await browser.Use<SetPassword>(u => u.Run(Password, null, SignInMode.Cookie, Cancel));
        Assert.Equal("WrongPassword currentPassword", await browser.Use<SetPassword>(u => u.Run("deux chats sur le toit", null, SignInMode.Cookie, Cancel)));
        Assert.Equal("WrongPassword currentPassword", await browser.Use<SetPassword>(u => u.Run("deux chats sur le toit", "not this one, no", SignInMode.Cookie, Cancel)));
        await browser.Use<SetPassword>(u => u.Run("deux chats sur le toit", Password, SignInMode.Cookie, Cancel));
        Assert.NotEqual("nobody", await host.NewClient().Use<SignInWithPassword>(u => u.Run(Amina, "deux chats sur le toit", SignInMode.Token, Cancel)));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_told_so()
    {
        await using var host = await Start();
        var nobody = host.NewClient();
        Assert.Equal("Unauthenticated", await nobody.Use<SetPassword>(u => u.Run(Password, null, SignInMode.Cookie, Cancel)));
        Assert.Equal("Unauthenticated", await nobody.Use<SignOutEverywhere>(u => u.Run(Cancel)));
        Assert.Equal("Unauthenticated", await nobody.Use<CurrentUser>(u => { u.RequireCoordinator(); return Task.CompletedTask; }));
        Assert.Equal("Unauthenticated", await nobody.Use<CurrentUser>(u => { u.RequireAdministrator(); return Task.CompletedTask; }));
        var somebody = await Browser(host);
        Assert.Equal("Forbidden", await somebody.Use<CurrentUser>(u => { u.RequireCoordinator(); return Task.CompletedTask; }));
        Assert.Equal("Forbidden", await somebody.Use<CurrentUser>(u => { u.RequireAdministrator(); return Task.CompletedTask; }));
    }

    [Fact]
    public async Task A_worker_is_nobody()
    {
        await using var host = await Start();
        var user = await host.InScope(s => Task.FromResult(s.GetRequiredService<CurrentUser>()));
        Assert.Equal((null, false, false, null, null), (user.UserId, user.IsSignedIn, user.IsAdministrator, user.CoordinatorOf, user.Phone));
        Assert.Equal(ErrorCode.Unauthenticated, Assert.Throws<Refusal>(() => user.RequireSignedIn()).Code);
    }

    private static async Task<Caller> Browser(AccountsHost host, string scheme = "http")
    {
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);
        var browser = host.NewClient(scheme);
        await browser.Use<SignInWithCode>(u => u.Run(Amina, code, SignInMode.Cookie, Cancel));
        return browser;
    }

    private static async Task<(Caller Browser, Caller Program)> Both(AccountsHost host)
    {
        var browser = await Browser(host);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        var program = host.NewClient();
        program.Token = (await host.SignedInByCode(Amina)).AccessToken;
        return (browser, program);
    }

    private static async Task<Caller> Copy(AccountsHost host, Caller browser)
    {
        var copy = host.NewClient();
        foreach (var (name, value) in browser.Cookies) copy.Cookies[name] = value;
        Assert.NotEqual("nobody", await copy.Who());
        return copy;
    }
}
