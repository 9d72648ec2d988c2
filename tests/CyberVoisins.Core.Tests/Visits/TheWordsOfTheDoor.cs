using CyberVoisins.Core.Messages;
using CyberVoisins.Core.Visits;

namespace CyberVoisins.Core.Tests.Visits;

public sealed class TheWordsOfTheDoor
{
    /// <summary>Nouns that sound like another word, as people find them in a dictionary of homophones: none of them is in the list.</summary>
    private static readonly string[] Homophones =
    [
        "AMANDE", "ANCRE", "AUTEL", "BALAI", "BALLE", "BAR", "BOULEAU", "CANE", "CHAINE", "CHAMP", "CHENE", "CHOEUR", "COMPTE", "CONTE", "COQ", "COQUE", "COR", "CORPS", "COUR", "CYGNE", "DATTE", "ENCRE", "FAISAN", "FARD", "FAUCON", "FOIE", "GUERE", "LAC", "LAIT",
        "MAIRE", "MER", "MOULE", "NID", "PAIN", "PAIRE", "PALAIS", "PEAU", "PHARE", "PIN", "POIDS", "POIS", "POMME", "PORC", "PORT", "POUCE", "REINE", "RENNE", "ROUE", "ROUX", "SAULE", "SCEAU", "SEAU", "SEL", "SELLE", "TANTE", "TENTE", "THYM", "TOIT", "TOUR", "VASE", "VERRE", "VIN", "VOIX",
    ];

    [Fact]
    public void There_are_enough_each_of_plain_letters() =>
        Assert.Multiple(
            () => Assert.Equal(257, CodeWords.All.Count),
            () => Assert.Equal(CodeWords.All.Count, CodeWords.All.Distinct().Count()),
            () => Assert.All(CodeWords.All, word => Assert.Matches("^[A-Z]{4,9}$", word)),
            () => Assert.All(CodeWords.All, word => Assert.True(Gsm7.Fits(word))),
            () => Assert.Equal(9, CodeWords.All.Max(w => w.Length)));

    [Fact]
    public void None_sounds_like_another_word() => Assert.Empty(CodeWords.All.Intersect(Homophones));

    [Fact]
    public void No_two_are_one_letter_apart() =>
        Assert.Empty(from one in CodeWords.All from other in CodeWords.All where string.CompareOrdinal(one, other) < 0 && Distance(one, other) < 2 select $"{one} {other}");

    [Fact]
    public void None_is_an_answer() => Assert.All(CodeWords.All, word => Assert.IsType<Reply.Unclear>(Reply.Parse(word)));

    [Fact]
    public void Each_may_be_drawn_and_none_that_was_just_used()
    {
        var drawn = Enumerable.Range(0, CodeWords.All.Count - 1).Select(i => CodeWords.Draw(_ => i, ["TULIPE"])).ToList();
        Assert.Equal(CodeWords.All.Except(["TULIPE"]), drawn);
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++) (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
