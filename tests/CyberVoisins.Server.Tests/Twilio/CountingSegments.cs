using CyberVoisins.Core.Messages;
using FakeTwilio;

namespace CyberVoisins.Server.Tests.Twilio;

/// <summary>What an SMS costs, compared with Twilio's own calculator (npm sms-segments-calculator), without its smart encoding.</summary>
public sealed class CountingSegments
{
    private const int Texts = 5_000;

    private static readonly string[] Plain = [.. "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:!?'()@£$¥éèàùìòÇØÅΔΦΓΛΩÆßÉÄÖÑÜ§¿¡äöñü\n\r".Select(c => c.ToString())];
    private static readonly string[] Extended = [.. "\f^{}\\[~]|€".Select(c => c.ToString())];
    private static readonly string[] Others = [.. "êçâîôëïœûÿÀÂÈÊÎÔŒÙÛ°²’«»…–\u00A0\u202F\u0301".Select(c => c.ToString()), "e\u0301", "漢", "م"];
    /// <summary>No joiner by itself: the calculator's Unicode (10) glues it to any emoji that follows, today's does not.</summary>
    private static readonly string[] Pairs = ["😀", "👍🏽", "👩‍👩‍👧", "🇫🇷", "𝒜", "\uD83D", "\uDE00"];

    /// <summary>Around the limits, where counting goes wrong.</summary>
    private static readonly int[] Limits = [0, 1, 2, 66, 67, 68, 69, 70, 71, 133, 134, 135, 152, 153, 154, 158, 159, 160, 161, 201, 202, 305, 306, 307, 459, 460];

    [Fact]
    public async Task As_Twilio_does_on_five_thousand_texts()
    {
        var dice = TwilioJs.Dice();
        var texts = Enumerable.Range(0, Texts).Select(_ => Text(dice)).ToList();

        var answers = await TwilioJs.Ask("segments.mjs", texts.Select(t => t.Select(c => (int)c).ToArray()));

        Assert.Equal(Texts, answers.Count);
        Assert.All(texts.Zip(answers), pair => Assert.Equal(pair.Second.GetValue<int>(), Gsm7.Segments(pair.First)));
        // The fake counts by itself, and must be as right.
        Assert.All(texts.Zip(answers), pair => Assert.Equal(pair.Second.GetValue<int>(), Segments.Of(pair.First)));
    }

    private static string Text(Dice dice)
    {
        var length = dice.Below(2) == 0 ? dice.Below(500) : dice.One(Limits) + dice.Below(3);
        string[] letters = dice.Below(4) switch
        {
            0 => Plain,
            1 => [.. Plain, .. Extended],
            2 => [.. Plain, .. Others],
            _ => [.. Plain, .. Extended, .. Others, .. Pairs, .. Pairs, .. Pairs],
        };
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => dice.One(letters)));
        // An escape and its letter at every place where a segment may end.
        return dice.Below(3) == 0 ? new string('a', dice.One(Limits)) + dice.One(dice.Below(2) == 0 ? Extended : Pairs) + text : text;
    }
}
