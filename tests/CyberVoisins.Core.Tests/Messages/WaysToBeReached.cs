using CyberVoisins.Core.Messages;

namespace CyberVoisins.Core.Tests.Messages;

/// <summary>What people write to each other stands in an SMS under the association's name: no link, no number; and nobody's secrets are kept.</summary>
public sealed class WaysToBeReached
{
    [Theory]
    [InlineData("secours·fr")]
    [InlineData("secours.fr")]
    [InlineData("06 39 98 11 22")]
    [InlineData("Luc 3615")]
    [InlineData("０６３９９８１１２２")]
    [InlineData("gain.top/x")]
    [InlineData("luc@exemple.fr")]
    [InlineData("https://x")]
    public void Are_refused_in_a_name(string name) => Assert.True(ContactInText.InName(name));

    [Theory]
    [InlineData("Jean-Luc")]
    [InlineData("Zoé 2")]
    [InlineData("J. P.")]
    [InlineData("Nguyễn")]
    [InlineData("Євгенія")]
    public void A_name_is_a_name(string name) => Assert.False(ContactInText.InName(name));

    [Theory]
    [InlineData("Merci, appelez-moi sur gain.top")]
    [InlineData("Voyez gain·com")]
    [InlineData("zéro-six puis trente-neuf puis quatre-vingt-dix-huit et onze vingt-deux")]
    [InlineData("au 06.39.98.11.22")]
    [InlineData("cherchez-moi sur WhatsApp")]
    public void Are_refused_in_words(string words) => Assert.True(ContactInText.InWords(words));

    [Theory]
    [InlineData("Merci beaucoup : mes deux petits-enfants m'ont vue en vidéo !")]
    [InlineData("Merci. Vous revenez le 12 ?")]
    [InlineData("J'ai appris trois choses, et mon fils deux.")]
    public void Thanks_are_thanks(string words) => Assert.False(ContactInText.InWords(words));

    [Theory]
    [InlineData("https://gain.top/x avant le RV")]
    [InlineData("gain.top")]
    [InlineData("devant la mairie, 06 39 98 11 22")]
    public void Are_refused_in_a_meeting_place(string place) => Assert.True(ContactInText.InAddress(place));

    [Theory]
    [InlineData("12/14 rue de Saussure, appartement 12, 75017 Paris")]
    [InlineData("Bât. C, 3e étage, 5 av. Foch 75016 Paris")]
    [InlineData("devant la bibliothèque (12 rue St-Denis), à 14:00")]
    public void A_place_is_a_place(string place) => Assert.False(ContactInText.InAddress(place));

    [Theory]
    [InlineData("ma carte 4970 1012 3456 7893 est bloquée")]
    [InlineData("Mon mot de passe est Soleil42, je n'entre plus")]
    [InlineData("mdp: azerty!1")]
    [InlineData("mon compte FR14 2004 1010 0505 0001 3M02 606")]
    public void Secrets_are_seen(string text) => Assert.True(SecretInText.In(text));

    [Theory]
    [InlineData("Mon mot de passe est perdu")]
    [InlineData("J'ai oublié le mot de passe de ma tablette, c'est urgent !")]
    [InlineData("Mon numéro fiscal : 12 34 567 890 123")]
    [InlineData("Appelez le 01 99 00 17 17 entre 14 et 15")]
    public void A_need_is_a_need(string text) => Assert.False(SecretInText.In(text));
}
