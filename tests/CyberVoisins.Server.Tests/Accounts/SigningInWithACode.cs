using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.EntityFrameworkCore;
using static CyberVoisins.Server.Tests.Accounts.AccountsHost;

namespace CyberVoisins.Server.Tests.Accounts;

public sealed class SigningInWithACode
{
    private const string Amina = "+33639980001";
    private const string Bruno = "+33639980002";

    [Fact]
    public async Task The_SMS_carries_six_digits_and_the_database_does_not()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);

        var message = await host.Read(db => db.Messages.SingleAsync(Cancel));
        var row = await host.Read(db => db.SignInCodes.SingleAsync(Cancel));
        Assert.Equal($"CyberVoisins : votre code est {code}. Il est valable 10 minutes. Ne le donnez à personne.", message.Body);
        Assert.Equal((MessageKind.SignInCode, $"code:{row.Id}", row.ExpiresAt), (message.Kind, message.DedupKey, message.Deadline));
        Assert.Equal(host.Time.Now() + Duration.FromMinutes(10), row.ExpiresAt);
        Assert.Equal(32, row.Hash.Length);
        // The key is not beside the hash in clear: it is longer than a key, because it is encrypted.
        Assert.True(row.Salt.Length > 64);
    }

    [Fact]
    public async Task The_first_sign_in_makes_an_account_that_owns_its_number()
    {
        await using var host = await Start();
        var signedIn = await host.SignedInByCode(Amina);
        Assert.Equal((Amina, true), (signedIn.Account.PhoneNumber, signedIn.Account.PhoneNumberConfirmed));
        Assert.DoesNotContain("3998", signedIn.Account.UserName!, StringComparison.Ordinal);
        var client = host.NewClient();
        client.Token = signedIn.AccessToken;
        Assert.Equal(signedIn.Account.Id.ToString(), await client.Who());

        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(signedIn.Account.Id, (await host.SignedInByCode(Amina)).Account.Id);
    }

    [Fact]
    public async Task The_volunteer_and_the_resident_already_written_down_become_theirs_but_not_the_one_they_are_a_relative_of()
    {
        await using var host = await Start();
        var association = await host.Association();
        await host.Volunteer(association, Amina);
        await host.Resident(association, Amina);
        await host.Resident(association, Bruno, relative: Amina);

        var signedIn = await host.SignedInByCode(Amina);
        var client = host.NewClient();
        client.Token = signedIn.AccessToken;
        Assert.Equal($"{signedIn.Account.Id} resident,volunteer", await client.Who());
        Assert.Equal(signedIn.Account.Id, await host.Read(db => db.Volunteers.Select(v => v.UserId).SingleAsync(Cancel)));
        Assert.Equal(signedIn.Account.Id, await host.Read(db => db.Residents.Where(r => r.RelativePhone == null).Select(r => r.UserId).SingleAsync(Cancel)));
        Assert.Null(await host.Read(db => db.Residents.Where(r => r.RelativePhone != null).Select(r => r.UserId).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var host = await Start();
        await host.SignedInByCode(Amina);
        await Wrong(host, Amina, await host.CodeSentTo(Amina));
    }

    [Fact]
    public async Task Fifty_uses_of_one_code_at_once_are_one_sign_in()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Outcome(() => host.SignIn(Amina, code)), Cancel)));
        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.All(outcomes.Where(o => o is not null), o => Assert.Equal(ErrorCode.WrongCode, o));
        Assert.Equal(1, await host.Read(db => db.Users.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Fifty_wrong_guesses_at_once_are_counted_as_five()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Wrong(host, Amina, Other(code)), Cancel)));
        Assert.Equal(5, await host.Read(db => db.SignInCodes.Select(c => c.WrongGuesses).SingleAsync(Cancel)));
        await Wrong(host, Amina, code);
    }

    [Fact]
    public async Task Four_wrong_guesses_leave_a_fifth_that_may_be_right()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);
        for (var i = 0; i < 4; i++) await Wrong(host, Amina, Other(code));
        Assert.NotNull((await host.SignIn(Amina, $" {code[..3]} {code[3..]} ")).AccessToken);
    }

    [Fact]
    public async Task Five_wrong_guesses_end_the_code()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);
        for (var i = 0; i < 5; i++) await Wrong(host, Amina, Other(code));
        await Wrong(host, Amina, code);
    }

    [Fact]
    public async Task A_code_lives_ten_minutes()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var code = await host.CodeSentTo(Amina);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        await Wrong(host, Amina, code);

        await host.RequestCode(Amina);
        code = await host.CodeSentTo(Amina);
        host.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await host.SignIn(Amina, code);
    }

    [Fact]
    public async Task A_new_code_ends_the_older_and_keeps_its_SMS_from_leaving()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        var older = await host.CodeSentTo(Amina);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.RequestCode(Amina);
        var newer = await host.CodeSentTo(Amina);
        Assert.Equal([MessageState.Cancelled, MessageState.Queued], await host.Read(db => db.Messages.OrderBy(m => m.CreatedAt).Select(m => m.State).ToListAsync(Cancel)));
        if (older != newer) await Wrong(host, Amina, older);
        await host.SignIn(Amina, newer);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    public async Task What_is_not_six_digits_is_a_wrong_code_and_costs_no_guess(string? code)
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        await Wrong(host, Amina, code);
        Assert.Equal(0, await host.Read(db => db.SignInCodes.Select(c => c.WrongGuesses).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task A_code_is_worth_nothing_for_another_number_or_without_having_been_asked_for()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        await Wrong(host, Bruno, await host.CodeSentTo(Amina));
    }

    [Fact]
    public async Task Neither_numbers_nor_codes_are_logged()
    {
        await using var host = await Start();
        var client = host.NewClient();
        await client.Use<RequestSignInCode>(u => u.Run(Amina, Cancel));
        var code = await host.CodeSentTo(Amina);
        await client.Use<SignInWithCode>(u => u.Run(Amina, Other(code), SignInMode.Cookie, Cancel));
        await client.Use<SignInWithCode>(u => u.Run(Amina, code, SignInMode.Cookie, Cancel));
        Assert.NotEmpty(host.Log.All);
        Assert.DoesNotContain("639980001", host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain($"est {code}", host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_later_the_codes_and_the_text_that_carried_them_are_gone()
    {
        await using var host = await Start();
        await host.RequestCode(Amina);
        host.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await host.Use<ForgetOldCodes, int>(u => u.Run(Cancel)));
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await host.Use<ForgetOldCodes, int>(u => u.Run(Cancel)));
        Assert.Equal("", await host.Read(db => db.Messages.Select(m => m.Body).SingleAsync(Cancel)));
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static async Task Wrong(AccountsHost host, string phone, string? code) =>
        Assert.Equal(ErrorCode.WrongCode, await Outcome(() => host.SignIn(phone, code!)));

    private static async Task<ErrorCode?> Outcome(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal.Code;
        }
    }
}
