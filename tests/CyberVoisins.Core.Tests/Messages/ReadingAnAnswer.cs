using System.Text;
using CyberVoisins.Core.Messages;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.Messages;

public sealed class ReadingAnAnswer
{
    [Theory]
    [InlineData("CHARTE")]
    [InlineData("Charte, merci !")]
    [InlineData("J'accepte la charte")]
    [InlineData("oui charte")]
    public void The_word_of_the_charter_accepts_it(string text) => Assert.IsType<Reply.Charter>(Reply.Parse(text));

    [Theory]
    [InlineData("charte ?")]
    [InlineData("je n'accepte pas la charte")]
    [InlineData("non charte")]
    [InlineData("la charte est trop longue")]
    [InlineData("charte 4821")]
    [InlineData("STOP charte")]
    public void And_nothing_that_doubts_it(string text) => Assert.IsNotType<Reply.Charter>(Reply.Parse(text));

    [Theory]
    [InlineData("oui", null)]
    [InlineData("OUI 4821", "4821")]
    [InlineData("oui4821", "4821")]
    [InlineData("OUI. 4821 merci", "4821")]
    [InlineData("4821 : Oui, avec plaisir !", "4821")]
    [InlineData("  Ouiii \n 4821  ", "4821")]
    [InlineData("OUI 👍 4821 😊", "4821")]
    [InlineData("ＯＵＩ ４８２１", "4821")]
    [InlineData("oui ٤٨٢١", "4821")]
    [InlineData("d'accord", null)]
    [InlineData("D’accord 4821", "4821")]
    [InlineData("d accord pour 4821", "4821")]
    [InlineData("Ok 4821 je serai là", "4821")]
    [InlineData("J'accepte la demande 4821", "4821")]
    [InlineData("Volontiers", null)]
    [InlineData("oui 4821 4821", "4821")]
    [InlineData("OUI 4821 pour 14h", "4821")]
    [InlineData("oui\uFFFE 4821", "4821")]
    [InlineData("o\uFFFEui \uFDD04821", "4821")]
    [InlineData("1", null)]
    [InlineData("1.", null)]
    public void Is_a_yes(string text, string? code) => Assert.Equal(new Reply.Yes(code), Reply.Parse(text));

    [Theory]
    [InlineData("non", null)]
    [InlineData("NON 4821", "4821")]
    [InlineData("non4821", "4821")]
    [InlineData("Non merci pas cette fois", null)]
    [InlineData("non pas possible 4821", "4821")]
    [InlineData("pas possible", null)]
    [InlineData("Désolé, pas dispo. 4821", "4821")]
    [InlineData("Impossible ce jour-là", null)]
    [InlineData("Je refuse 4821", "4821")]
    [InlineData("nan", null)]
    [InlineData("2", null)]
    [InlineData("non, je ne peux pas", null)]
    [InlineData("Non je ne suis pas là le 27", null)]
    [InlineData("Je ne peux pas, c'est non. 4821", "4821")]
    [InlineData("non jamais le mardi 4821", "4821")]
    public void Is_a_no(string text, string? code) => Assert.Equal(new Reply.No(code), Reply.Parse(text));

    [Theory]
    [InlineData("ANNULER 4821", "4821")]
    [InlineData("Annulé 4821, je suis malade", "4821")]
    [InlineData("annulation svp", null)]
    public void Is_a_cancellation(string text, string? code) => Assert.Equal(new Reply.Cancel(code), Reply.Parse(text));

    [Theory]
    [InlineData("FAIT 4821 45", "4821", 45)]
    [InlineData("fait 45 4821", "4821", 45)]
    [InlineData("Fait, 4821, 30 minutes", "4821", 30)]
    [InlineData("FAIT 4821", "4821", null)]
    [InlineData("Terminé !", null, null)]
    [InlineData("fait 4821 1h", "4821", 60)]
    [InlineData("fait 4821 1 heure", "4821", 60)]
    [InlineData("fait 4821 1h15", "4821", 75)]
    [InlineData("fait 4821 1 h 05", "4821", 65)]
    [InlineData("fait 4821 à 14h30", "4821", null)]
    [InlineData("fait 4821 de 14h à 15h", "4821", null)]
    [InlineData("fait 4821 0", "4821", 0)]
    public void Is_a_report(string text, string? code, int? minutes) => Assert.Equal(new Reply.Done(code, minutes), Reply.Parse(text));

    [Theory]
    [InlineData("ABSENT 4821", "4821")]
    [InlineData("Absente", null)]
    public void Is_an_absence(string text, string? code) => Assert.Equal(new Reply.Absent(code), Reply.Parse(text));

    [Theory]
    [InlineData("STOP")]
    [InlineData("Stop. Merci")]
    [InlineData("ARRÊT")]
    [InlineData("STOP 36180")]
    [InlineData("Stop merci")]
    [InlineData("pause stop")]
    [InlineData("arre\u0302t")]
    [InlineData("Arrêtez de m'écrire tous les jours s'il vous plaît")]
    [InlineData("stop svp")]
    [InlineData("svp stop")]
    [InlineData("STOP 36111")]
    [InlineData("stop4821")]
    [InlineData("oui stop")]
    [InlineData("OUI 4821 STOP")]
    [InlineData("STOP OUI 4821")]
    [InlineData("stop non 1234 5678")]
    [InlineData("NON STOP")]
    [InlineData("Aide stop")]
    [InlineData("🛑 stop 🛑")]
    [InlineData("Non 4821, et je ne veux plus de vos messages. STOP")]
    [InlineData("désabonnement")]
    [InlineData("STOPALL")]
    public void Is_a_stop_before_everything(string text) => Assert.IsType<Reply.Stop>(Reply.Parse(text));

    [Theory]
    [InlineData("REPRENDRE")]
    [InlineData("Reprendre svp")]
    [InlineData("start")]
    public void Is_a_start(string text) => Assert.IsType<Reply.Start>(Reply.Parse(text));

    [Theory]
    [InlineData("AIDE")]
    [InlineData("Infos ?")]
    public void Asks_for_help(string text) => Assert.IsType<Reply.Help>(Reply.Parse(text));

    [Theory]
    [InlineData("CONTACT")]
    [InlineData("contact svp")]
    [InlineData("Contact ?")]
    public void Asks_whom_to_call(string text) => Assert.IsType<Reply.Contact>(Reply.Parse(text));

    [Theory]
    [InlineData("STOP", "oui 4821")]
    [InlineData("stop", "")]
    public void What_the_provider_took_for_a_stop_is_one(string optOutType, string text) => Assert.IsType<Reply.Stop>(Reply.Parse(text, optOutType));

    [Fact]
    public void What_the_provider_took_for_a_start_is_one_and_for_anything_else_is_read()
    {
        Assert.IsType<Reply.Start>(Reply.Parse("DEBUT", "START"));
        Assert.IsType<Reply.Yes>(Reply.Parse("oui", "HELP"));
        Assert.IsType<Reply.Stop>(Reply.Parse("stop", null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("4821")]
    [InlineData("3")]
    [InlineData("peut-être 4821")]
    [InlineData("oui ou non ?")]
    [InlineData("oui non")]
    [InlineData("pas d'accord 4821")]
    [InlineData("oui mais à 16h")]
    [InlineData("👍")] // seen, liked or yes: nobody knows
    [InlineData("oui ❓")]
    [InlineData("nº 4821")]
    [InlineData("№ 1")]
    [InlineData("c'est pour la demande no 4821")]
    [InlineData("ok pour 15h ?")]
    [InlineData("non ?")]
    [InlineData("oui plutôt demain")]
    [InlineData("oui si pas possible autrement")]
    [InlineData("je ne sais pas")]
    [InlineData("où ?")]
    [InlineData("non mais si vous insistez")]
    [InlineData("pas fait 4821")]
    [InlineData("je ne veux pas annuler 4821")]
    [InlineData("oui 4821, je vous attends à l'arrêt de bus")]
    [InlineData("oui 4821 je travaille non stop")]
    [InlineData("Bonjour, qui êtes-vous")]
    [InlineData("je ne dis pas non")]
    [InlineData("ce n'est pas impossible")]
    [InlineData("je refuse pas")]
    [InlineData("Je ne refuse pas 4821")]
    [InlineData("Pourquoi non")]
    [InlineData("je n'ai pas dit non 4821")]
    [InlineData("je ne suis pas du tout indisponible")]
    [InlineData("no problem")]
    [InlineData("non sauf urgence")]
    [InlineData("oui 918")]
    [InlineData("OUI%209189")]
    [InlineData("Oui 91 899")]
    [InlineData("oui 48211")]
    [InlineData("918 oui")]
    [InlineData("non 918")]
    [InlineData("NON%204821")]
    [InlineData("annuler 918")]
    [InlineData("oui 14h")]
    [InlineData("oui 06 12 34 56 78")]
    public void Is_unclear_when_in_doubt(string? text) => Assert.IsType<Reply.Unclear>(Reply.Parse(text));

    [Theory] // A word that may put it off, or name another time: a person asks.
    [InlineData("ok je vois avec mon mari")]
    [InlineData("ok je vous redis")]
    [InlineData("oui 4821 trop loin pour moi")]
    [InlineData("ok je regarde mon agenda")]
    [InlineData("oui arrêt de bus")]
    public void Is_no_yes(string text) => Assert.IsType<Reply.Unclear>(Reply.Parse(text));

    [Theory]
    [InlineData("Bonjour, STOP aux SMS merci")]
    [InlineData("Merci d'arrêter de m'envoyer des messages")]
    [InlineData("je voudrais me désabonner de votre service s'il vous plaît")]
    [InlineData("je ne veux plus de messages")]
    [InlineData("je souhaite ne plus recevoir de SMS")]
    [InlineData("n'envoyez plus rien svp")]
    public void Is_a_stop_however_polite(string text) => Assert.IsType<Reply.Stop>(Reply.Parse(text));

    [Theory] // Help is asked for, not silence.
    [InlineData("je ne peux plus envoyer de messages")]
    [InlineData("je ne reçois plus mes sms depuis hier")]
    public void Is_no_stop(string text) => Assert.IsNotType<Reply.Stop>(Reply.Parse(text));

    [Property]
    public bool Is_never_an_error(ushort[] units) => Reply.Parse(Any(units)) is not null;

    [Property]
    public bool A_stop_first_is_a_stop_whatever_follows(ushort[] units, byte which)
    {
        string[] words = ["stop", "STOP", "Arrêt", "ARRETER", "désabonner", "Stop."];
        return Reply.Parse($"{words[which % words.Length]} {Any(units)}") is Reply.Stop;
    }

    [Property]
    public bool What_holds_no_known_word_is_neither_yes_nor_no(byte[] bytes)
    {
        string[] others = ["bonjour", "je", "viens", "voisin", "mardi", "14h30", "4821", "merci", "!", "ouistiti", "nonante", "okapi", "😊", "code", "chez", "vous", "refuser"];
        var reply = Reply.Parse("bonjour " + string.Join(' ', bytes.Select(b => others[b % others.Length])));
        return reply is Reply.Unclear;
    }

    [Property]
    public bool A_yes_beside_a_no_is_neither(byte[] bytes)
    {
        string[] words = ["oui", "non", "4821", "merci", "ok", "impossible"];
        var said = bytes.Select(b => words[b % words.Length]).ToList();
        var reply = Reply.Parse(string.Join(' ', said.Append("oui").Append("non")));
        return reply is Reply.Unclear;
    }

    [Property]
    public bool Nothing_without_a_yes_is_a_yes(ushort[] units, byte[] bytes)
    {
        string[] others = ["non", "4821", "annuler", "fait", "absent", "pause", "aide", "merci", "2", "pas", "et", "4822", "👍", "reprendre", "no", "nº"];
        // Every word that says yes holds one of these letters, and "1" is the figure that does.
        var junk = string.Concat(PlainText.Clean(Any(units)).EnumerateRunes()
            .Where(rune => !Rune.IsDigit(rune) && !rune.ToString().Normalize(NormalizationForm.FormKD).ToLowerInvariant().Any(c => c is 'o' or 'a' or 'y' or '1')));
        return !HoldsAYes(Reply.Parse(string.Join(' ', bytes.Select(b => others[b % others.Length])) + " " + junk));
    }

    [Property]
    public bool Capitals_accents_punctuation_and_pictures_do_not_change_a_clear_answer(byte before, byte after, bool capitals, byte which)
    {
        string[] answers = ["oui 4821", "non 4821", "annuler 4821", "fait 4821 45", "absent 4821", "d'accord 4821", "désolé, non 4821", "oui 4821 non 4822", "pause 2 semaines"];
        string[] around = ["", " ", "!", "...", " 😊", "🙏🏽 ", " - ", "\n", "(", ")", "👍", " ❤️ ", "« ", " »", "\u00A0", "\u200B", "e\u0301"[1..]];
        var answer = answers[which % answers.Length];
        var decorated = around[before % around.Length] + (capitals ? answer.ToUpperInvariant() : answer) + around[after % around.Length];
        return Text(Reply.Parse(decorated)) == Text(Reply.Parse(answer)) && Reply.Parse(answer) is not Reply.Unclear;
    }

    [Property]
    public bool Thanks_are_never_an_answer_and_never_an_error(ushort[] units) => !Reply.IsOnlyThanks(Any(units) + " oui") && !Reply.IsOnlyThanks("4821" + Any(units));

    [Theory]
    [InlineData("merci", true)]
    [InlineData("Ok merci !", true)]
    [InlineData("Merci beaucoup 😊 bonne journée", true)]
    [InlineData("Bonjour", true)]
    [InlineData("d'accord, merci bien", true)]
    [InlineData("ok", false)]
    [InlineData("merci ?", false)]
    [InlineData("", false)]
    [InlineData("👍", false)]
    [InlineData("merci de me rappeler", false)]
    [InlineData("bonjour je n'arrive pas à aller sur ameli", false)]
    public void Is_thanks_and_nothing_else(string text, bool thanks) => Assert.Equal(thanks, Reply.IsOnlyThanks(text));

    private static bool HoldsAYes(Reply reply) => reply is Reply.Yes || (reply is Reply.Several several && several.Answers.Any(HoldsAYes));

    private static string Text(Reply reply) => reply is Reply.Several several ? string.Join(',', several.Answers) : reply.ToString();

    private static string Any(ushort[] units) => string.Concat(units.Select(u => (char)(u * 40_503u & 0xFFFF)));
}
