using System.Globalization;
using CyberVoisins.Core.Messages;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Tests.Story;
using Microsoft.EntityFrameworkCore;

namespace CyberVoisins.Server.Tests.Attacks;

/// <summary>Ten thousand guesses at one code, from everywhere at once: five count.</summary>
public sealed class CodeGuessing
{
    private const int Guesses = 10_000, Aliases = 20;

    [Fact]
    public async Task Ten_thousand_guesses_are_five()
    {
        await using var hood = await Neighbourhood.Start();
        var right = await hood.AsksForCode(Neighbourhood.JeannesPhone);
        var first = (int.Parse(right, CultureInfo.InvariantCulture) + 1) % 1_000_000;
        var opened = 0;
        // Twenty in each document, as many as one may hold: whoever counts documents counts nothing.
        await Parallel.ForEachAsync(Enumerable.Range(0, Guesses / Aliases), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Attacking.Cancel }, async (batch, _) =>
        {
            // 9,999 wrong ones, then the right one.
            var tries = Enumerable.Range(0, Aliases).Select(i => batch * Aliases + i == Guesses - 1 ? right : ((first + batch * Aliases + i) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture));
            var document = "mutation { " + string.Join(' ', tries.Select((code, i) => $$"""g{{i}}: signInWithCode(input: { phone: "{{Neighbourhood.JeannesPhone}}", code: "{{code}}", mode: TOKEN }) { session { accessToken } errors { code } }""")) + " }";
            var answer = await hood.SendAs(null, document);
            foreach (var (name, payload) in answer["data"]!.AsObject())
                if (payload!["session"] is not null) Interlocked.Increment(ref opened);
                else Assert.Equal((name, "WRONG_CODE"), (name, payload["errors"]![0].Text("code")));
        });
        Assert.Equal(0, opened);
        Assert.Equal([SignInWithCode.MostWrongGuesses], await hood.Sql(db => db.SignInCodes.Where(c => c.Phone == new PhoneNumber(Neighbourhood.JeannesPhone)).Select(c => c.WrongGuesses).ToListAsync()));
        // A new code is asked for three times a quarter of an hour: fifteen guesses of a million, then a wait.
        for (var i = 0; i < 2; i++) await hood.AsksForCode(Neighbourhood.JeannesPhone);
        Assert.Equal("TOO_MANY_ATTEMPTS", await hood.Code($$"""mutation { requestSignInCode(input: { phone: "{{Neighbourhood.JeannesPhone}}" }) { errors { code } } }"""));
    }
}
