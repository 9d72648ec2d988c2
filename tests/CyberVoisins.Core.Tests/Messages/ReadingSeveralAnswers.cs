using CyberVoisins.Core.Messages;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Messages;

/// <summary>Several codes in one SMS: each belongs to exactly one word, or a person reads it.</summary>
public sealed class ReadingSeveralAnswers
{
    [Theory]
    [InlineData("OUI 4821 NON 4822", "Yes 4821, No 4822")]
    [InlineData("oui4821 non4822", "Yes 4821, No 4822")]
    [InlineData("4821 oui 4822 non", "Yes 4821, No 4822")]
    [InlineData("Bonjour, oui pour 4821 et non pour 4822. Merci !", "Yes 4821, No 4822")]
    [InlineData("OUI 4821 OUI 5930", "Yes 4821, Yes 5930")]
    [InlineData("non 4821 et 4822", "No 4821, No 4822")]
    [InlineData("oui 4821, 4822", "Yes 4821, Yes 4822")]
    [InlineData("oui 4821 4822 4823", "Yes 4821, Yes 4822, Yes 4823")]
    [InlineData("4821 et 4822 oui", "Yes 4821, Yes 4822")]
    [InlineData("oui 4821 et 4822, non 4823", "Yes 4821, Yes 4822, No 4823")]
    [InlineData("non pas possible 4821 oui 4822", "No 4821, Yes 4822")]
    [InlineData("ANNULER 4821, oui 4822", "Cancel 4821, Yes 4822")]
    [InlineData("👍 oui 4821 👎 non 4822", "Yes 4821, No 4822")]
    [InlineData("oui 4821 4822 oui 4821", null)]
    [InlineData("oui 4821 et 4822 oui 4821", "Yes 4821, Yes 4822")]
    [InlineData("fait 4821 4822", "Done 4821, Done 4822")]
    [InlineData("oui 4821 4822 non", null)]
    [InlineData("oui 4821, 4822 non", null)]
    [InlineData("oui 4821, 4822 non 4823", null)]
    [InlineData("4821 oui 4822 4823 non", null)]
    [InlineData("4821 4822", null)]
    [InlineData("oui 4821 non 4821 oui 4822", null)]
    [InlineData("oui 4821 non 4822 ?", null)]
    [InlineData("oui 4821 mais non 4822", null)]
    [InlineData("pas oui 4821 non 4822", null)]
    [InlineData("oui 4821 ou 4822", null)]
    [InlineData("oui 4821 à 14h, non 4822", null)]
    [InlineData("oui 4821 non 48223", null)]
    [InlineData("oui non 4821 4822", null)]
    [InlineData("oui 4821, le 4822 je verrai", null)]
    [InlineData("fait 4821 45 fait 4822 30", null)]
    public void Reads_each_code_with_its_word(string text, string? expected) => Assert.Equal(expected, Said(Reply.Parse(text)));

    /// <summary>What the text is made of is known here: whatever the politeness and the order, each code gets its own word and no other.</summary>
    [Property]
    public bool Never_gives_a_code_the_word_of_another(bool[] answers, byte style)
    {
        var said = answers.Take(4).Select((yes, i) => (Code: $"{4821 + i}", Yes: yes)).ToList();
        if (said.Count < 2) return true;
        var parts = said.Select(s => style % 2 == 0 ? $"{(s.Yes ? "oui" : "NON")} {s.Code}" : $"{s.Code} : {(s.Yes ? "Oui" : "non")}");
        string[] joins = [" ", ", ", " et ", "\n", " 😊 ", ". Merci "];
        return Said(Reply.Parse(string.Join(joins[style / 2 % joins.Length], parts))) == string.Join(", ", said.Select(s => $"{(s.Yes ? "Yes" : "No")} {s.Code}"));
    }

    private static string? Said(Reply reply) => reply is Reply.Several several
        ? string.Join(", ", several.Answers.Select(a => a switch
        {
            Reply.Yes yes => $"Yes {yes.Code}",
            Reply.No no => $"No {no.Code}",
            Reply.Cancel cancel => $"Cancel {cancel.Code}",
            Reply.Done done => $"Done {done.Code}",
            _ => "?",
        }))
        : reply is Reply.Unclear ? null : reply.GetType().Name;
}
