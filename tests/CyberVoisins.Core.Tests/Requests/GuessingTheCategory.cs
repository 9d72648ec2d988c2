using CyberVoisins.Core.Requests;

namespace CyberVoisins.Core.Tests.Requests;

public sealed class GuessingTheCategory
{
    [Theory]
    [InlineData("je n'arrive pas à aller sur ameli", HelpCategory.Health)]
    [InlineData("Ma tablette", HelpCategory.DeviceBasics)]
    [InlineData("DÉCLARATION D'IMPÔTS", HelpCategory.AdministrativeProcedures)]
    [InlineData("declaration d'impots", HelpCategory.AdministrativeProcedures)]
    [InlineData("mon TE\u0301LE\u0301PHONE ne sonne plus", HelpCategory.DeviceBasics)]
    [InlineData("ameli sur mon téléphone", HelpCategory.Health)]
    [InlineData("l'ordinateur est en panne", HelpCategory.DeviceMaintenance)]
    [InlineData("voir mes petits-enfants en vidéo sur WhatsApp", HelpCategory.SocialNetworks)]
    [InlineData("un mot de passe perdu", HelpCategory.DigitalSecurity)]
    [InlineData("la CAF", HelpCategory.AdministrativeProcedures)]
    public void The_words_say_it(string text, HelpCategory category) => Assert.Equal(category, CategoryWords.Guess(text));

    [Theory]
    [InlineData("")]
    [InlineData("bonjour, pouvez-vous me rappeler ?")]
    [InlineData("le café est froid")] // is not the CAF
    [InlineData("ma banque et mes impôts")] // two things: a person asks which
    [InlineData("\uFDD0\uD800")]
    public void What_is_unclear_is_no_guess(string text) => Assert.Null(CategoryWords.Guess(text));

    [Fact]
    public void Every_category_can_be_guessed_by_some_word() => // what no word leads to could never be said
        Assert.Equal(Enum.GetValues<HelpCategory>().Order(),
            new[] { "bilan", "tablette", "panne", "photos", "wifi", "mail", "excel", "visio", "médecin", "virement", "siret", "chômage", "virus", "contrôle parental", "pronote", "montage", "culture", "chatgpt", "retraite" }
                .Select(word => CategoryWords.Guess(word)!.Value).Order());
}
