using CyberVoisins.Server.Accounts;
using Microsoft.AspNetCore.Identity;
using static CyberVoisins.Server.Tests.Accounts.AccountsHost;

namespace CyberVoisins.Server.Tests.Accounts;

public sealed class SigningInWithAPassword
{
    private const string Admin = "+33639980009";
    private const string Right = "un chat sur le toit";

    [Theory]
    [InlineData("+33639980009")]
    [InlineData("06 39 98 00 09")]
    public async Task The_login_is_a_number_as_people_write_it(string login)
    {
        await using var host = await Start();
        var admin = await host.Administrator(Admin, Right);
        Assert.Equal(admin.Id, (await SignIn(host, login, Right)).Account.Id);
    }

    [Fact]
    public async Task The_login_may_be_the_e_mail_address_in_any_case()
    {
        await using var host = await Start();
        var (coordinator, _) = await Coordinator(host);
        Assert.Equal(coordinator, (await SignIn(host, " Claire@Example.ORG ", Right)).Account.Id);
    }

    [Fact]
    public async Task An_unknown_login_a_wrong_password_and_an_account_without_one_answer_the_same_even_when_tried_too_often()
    {
        await using var host = await Start();
        await host.Administrator(Admin, Right);
        await host.SignedInByCode("+33639980001");
        string[] logins = [Admin, "+33639980001", "+33639980002", "nobody@example.org", "", "01 99 00 00 01"];
        for (var attempt = 0; attempt < 7; attempt++)
        {
            var answers = new List<string>();
            foreach (var login in logins) answers.Add(await Refused(host, login, "not this one, no"));
            Assert.Single(answers.Distinct());
            Assert.Equal(attempt < 5 ? "WrongPassword  " : "TooManyAttempts  15", answers[0]);
        }
        host.Time.Advance(TimeSpan.FromMinutes(15));
        foreach (var login in logins) Assert.Equal("WrongPassword  ", await Refused(host, login, "not this one, no"));
    }

    [Theory]
    [InlineData("\uFFFE@example.org")]
    [InlineData("claire@example\uFFFF.org")]
    [InlineData("\ud83d@example.org")]
    public async Task A_login_that_no_text_may_hold_is_nobodys(string login)
    {
        await using var host = await Start();
        Assert.Equal("WrongPassword  ", await Refused(host, login, "not this one, no"));
    }

    [Fact]
    public void An_unknown_login_costs_the_same_work_as_a_known_one()
    {
        var hasher = new CountingHasher();
        var passwords = new Passwords(hasher);
        passwords.IsRight(null, "warm up");
        foreach (var (hash, password) in new[] { (hasher.HashPassword(null!, Right), "wrong"), (null, "wrong"), (null, null), (null, new string('x', 5_000)), ((string?)null, "half \ud800 a pair") })
        {
            hasher.Verified = 0;
            Assert.False(passwords.IsRight(hash, password));
            Assert.Equal(1, hasher.Verified);
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_and_the_account_rests_for_a_quarter_of_an_hour_even_for_the_right_one()
    {
        await using var host = await Start();
        await host.Administrator(Admin, Right);
        for (var i = 0; i < 5; i++) Assert.Equal("WrongPassword  ", await Refused(host, Admin, "not this one, no"));
        Assert.Equal("TooManyAttempts  15", await Refused(host, Admin, Right));
        await host.Restart();
        host.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal("TooManyAttempts  1", await Refused(host, Admin, Right));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await SignIn(host, Admin, Right)).AccessToken);
    }

    [Fact]
    public async Task The_right_password_forgives_the_wrong_ones_before_it()
    {
        await using var host = await Start();
        await host.Administrator(Admin, Right);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++) await Refused(host, Admin, "not this one, no");
            await SignIn(host, Admin, Right);
        }
    }

    [Fact]
    public async Task Forty_guesses_at_once_are_five()
    {
        await using var host = await Start();
        await host.Administrator(Admin, Right);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Refused(host, Admin, $"guess number {i}"), Cancel)));
        Assert.Equal(5, answers.Count(a => a.StartsWith("WrongPassword", StringComparison.Ordinal)));
        Assert.Equal(35, answers.Count(a => a == "TooManyAttempts  15"));
    }

    [Fact]
    public async Task An_address_tries_fifty_passwords_in_a_quarter_of_an_hour_whatever_the_logins()
    {
        await using var host = await Start();
        var sweeping = host.NewClient();
        string answer = "";
        for (var i = 0; i < 51; i++)
            answer = await sweeping.Use<SignInWithPassword>(u => u.Run($"+336399802{i:00}", "not this one, no", SignInMode.Token, Cancel));
        Assert.Equal("TooManyAttempts  15", answer);
    }

    [Fact]
    public async Task A_coordinator_signs_in_by_code_only_until_there_is_a_password()
    {
        await using var host = await Start();
        var (coordinator, phone) = await Coordinator(host);
        host.Time.Advance(TimeSpan.FromHours(1));
        var refusal = await Assert.ThrowsAsync<Refusal>(() => host.SignedInByCode(phone));
        Assert.Equal(ErrorCode.PasswordRequired, refusal.Code);
        // The code is spent all the same.
        var code = await host.CodeSentTo(phone);
        Assert.Equal(ErrorCode.WrongCode, (await Assert.ThrowsAsync<Refusal>(() => host.SignIn(phone, code))).Code);
        Assert.Equal(coordinator, (await SignIn(host, phone, Right)).Account.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("onze lettre")]
    [InlineData("motdepasse123")]
    [InlineData("Azertyuiop2026!")]
    [InlineData("Administrateur1")]
    [InlineData("cybervoisins2026")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("121212121212")]
    [InlineData("123456789012345")]
    [InlineData("0639980009!!!!")]
    public async Task A_short_or_common_password_is_refused(string? password)
    {
        await using var host = await Start();
        var refusal = await Assert.ThrowsAsync<Refusal>(() => host.Administrator(Admin, password!));
        Assert.Equal((ErrorCode.WeakPassword, 12), (refusal.Code, Assert.Single(refusal.Arguments)));
    }

    [Fact]
    public async Task Length_is_enough_and_an_accent_typed_otherwise_is_the_same()
    {
        await using var host = await Start();
        await host.Administrator(Admin, "le soir d'e\u0301te\u0301");
        Assert.NotNull((await SignIn(host, Admin, "le soir d'\u00E9t\u00E9")).AccessToken);
    }

    [Fact]
    public async Task Half_a_character_is_not_a_password()
    {
        await using var host = await Start();
        Assert.Equal(ErrorCode.WeakPassword, (await Assert.ThrowsAsync<Refusal>(() => host.Administrator(Admin, "half a pair \ud800 here"))).Code);
    }

    private static Task<SignedIn> SignIn(AccountsHost host, string login, string password) =>
        host.Use<SignInWithPassword, SignedIn>(u => u.Run(login, password, SignInMode.Token, Cancel));

    private static async Task<string> Refused(AccountsHost host, string login, string password)
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => SignIn(host, login, password));
        return $"{refusal.Code} {refusal.Field} {string.Join(',', refusal.Arguments)}";
    }

    private static async Task<(Guid Id, string Phone)> Coordinator(AccountsHost host)
    {
        const string phone = "+33639980003";
        var association = await host.Association();
        await host.Administrator(Admin, Right);
        var admin = host.NewClient();
        await admin.Use<SignInWithPassword>(u => u.Run(Admin, Right, SignInMode.Cookie, Cancel));
        await admin.Use<AddCoordinator>(u => u.Run(association, "Claire", phone, "claire@example.org", Cancel));
        var claire = host.NewClient();
        await claire.Use<RequestSignInCode>(u => u.Run(phone, Cancel));
        var code = await host.CodeSentTo(phone);
        await claire.Use<SignInWithCode>(u => u.Run(phone, code, SignInMode.Cookie, Cancel));
        var who = await claire.Use<SetPassword>(u => u.Run(Right, null, SignInMode.Cookie, Cancel));
        Assert.EndsWith(" coordinator", who, StringComparison.Ordinal);
        return (Guid.Parse(who.Split(' ')[0]), phone);
    }

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> _real = new();
        public int Verified { get; set; }
        public string HashPassword(Account user, string password) => _real.HashPassword(user, password);
        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
