using System.Text;
using CyberVoisins.Core.Scams;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Scams;

/// <summary>The list of words against sentences: those it was made with, those that came later, and spellings that hide.</summary>
public sealed class HearingASwindle
{
    public static TheoryData<string> Ordinary => [.. OrdinarySentences.All, .. HeldOutSentences.Ordinary];
    public static TheoryData<string> Scams => [.. ScamSentences.All, .. HeldOutSentences.Scam];

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void An_ordinary_sentence_raises_nothing(string text) => Assert.Empty(ScamWords.In(text));

    [Theory]
    [MemberData(nameof(Scams))]
    public void A_swindle_is_heard(string text) => Assert.NotEmpty(ScamWords.In(text));

    /// <summary>The figures of docs/trust.md. A change of the list that makes them worse is seen here.</summary>
    [Fact]
    public void Of_sentences_written_later_it_hears_half_and_takes_three_in_a_hundred_amiss()
    {
        Assert.Equal((66, 46), (LaterSentences.Ordinary.Length, LaterSentences.Scam.Length));
        Assert.Equal((2, 22), (LaterSentences.Ordinary.Count(Heard), LaterSentences.Scam.Count(Heard)));
        Assert.Equal((257, 131), (Ordinary.Count, Scams.Count));
    }

    private static bool Heard(string text) => ScamWords.In(text).Count > 0;

    [Theory]
    [InlineData("Il m'a demandé ma carte bleue", ScamSign.BankCard)]
    [InlineData("Donne moi ton code pin", ScamSign.Code)]
    [InlineData("Faites-moi un virement de 300 euros", ScamSign.Transfer)]
    [InlineData("Envoyez-moi votre RIB", ScamSign.BankDetails)]
    [InlineData("Vous êtes héritier d'une grande somme", ScamSign.Inheritance)]
    [InlineData("Pouvez-vous me prêter 200 euros ?", ScamSign.Loan)]
    [InlineData("Achetez des cartes cadeaux", ScamSign.GiftCard)]
    [InlineData("Investissez dans le bitcoin", ScamSign.Crypto)]
    [InlineData("Envoyez par Western Union", ScamSign.Cash)]
    [InlineData("Ne dites rien à votre fille", ScamSign.Secrecy)]
    [InlineData("Installez AnyDesk", ScamSign.RemoteControl)]
    [InlineData("Service fraude de votre banque", ScamSign.Pretence)]
    public void Each_sign_has_its_words(string text, ScamSign sign) => Assert.Contains(sign, ScamWords.In(text).Select(f => f.Sign));

    [Fact]
    public void The_words_found_are_told()
    {
        var found = Assert.Single(ScamWords.In("Bonjour. Il me demande mon code secret tous les jours !"));
        Assert.Equal(new ScamFinding(ScamSign.Code, "il me demande mon code secret"), found);
    }

    [Property]
    public void It_never_throws_and_finds_no_sign_twice(string? text)
    {
        var found = ScamWords.In(text);
        Assert.Equal(found.Count, found.DistinctBy(f => f.Sign).Count());
    }

    [Fact]
    public void The_longest_SMS_of_the_worst_letters_takes_no_time()
    {
        foreach (var piece in new[] { "donne ", "il demande ", "a.", "carte ", "| ", "pret de 1 a " })
        {
            var text = new StringBuilder();
            while (text.Length < 1_600) text.Append(piece);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            ScamWords.In(text.ToString());
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"\"{piece}\" took {watch.Elapsed}.");
        }
    }
}
