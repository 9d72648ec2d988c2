using CyberVoisins.Core.Messages;

namespace CyberVoisins.Core.Tests.Worries;

public sealed class ReadingAWorry
{
    [Theory]
    [InlineData("INQUIET", null)]
    [InlineData("inquiet.", null)]
    [InlineData("Inquiète", null)]
    [InlineData("inquiete 4821", "4821")]
    [InlineData("INQUIET4821", "4821")]
    [InlineData("Bonjour, je suis inquiète", null)]
    [InlineData("je suis très inquiet svp", null)]
    [InlineData("inquiette", null)]
    [InlineData("inkiet", null)]
    [InlineData("ＩＮＱＵＩＥＴ", null)]
    [InlineData("I am worried", null)]
    [InlineData("worried", null)]
    [InlineData("Oui je suis inquiet 4821", "4821")]
    [InlineData("non je suis inquiète", null)]
    [InlineData("je ne suis pas rassurée, je suis inquiète", null)]
    [InlineData("je suis inquiète pas de nouvelles du voisin", null)]
    [InlineData("je suis inquiète, il m'a demandé ma carte bleue", null)]
    [InlineData("inquiète 4821 ou 4822 ?", null)]
    [InlineData("annuler 4821 je suis inquiet", "4821")]
    [InlineData("Il m'a volé, je suis inquiète de l'arrêt de mon dossier", null)]
    [InlineData("pause inquiet", null)]
    public void Is_a_worry(string text, string? code) => Assert.Equal(new Reply.Worry(code, OfAThing: false), Reply.Parse(text));

    [Theory]
    [InlineData("Ne vous inquiétez pas, oui 4821")]
    [InlineData("t'inquiète pas")]
    [InlineData("T inquiete pas ok")]
    [InlineData("vous inquiétez pas")]
    [InlineData("inquiète pas")]
    [InlineData("je ne suis pas inquiète")]
    [InlineData("je ne suis plus inquiet")]
    [InlineData("pas d'inquiétude")]
    [InlineData("sans inquiétude aucune")]
    [InlineData("Soyez sans inquiétude, je viendrai")]
    [InlineData("il ne faut pas s'inquiéter")]
    [InlineData("rien d'inquiétant")]
    [InlineData("pas trop inquiète")]
    [InlineData("no worries, yes 4821")]
    [InlineData("don't worry")]
    [InlineData("not worried")]
    [InlineData("oui 4821")]
    [InlineData("Une enquête à remplir")]
    [InlineData("Est-ce que je peux quitter la maison ?")]
    public void Is_none(string text) => Assert.False(Reply.Parse(text) is Reply.Worry || Reply.IsWorried(text));

    [Theory]
    [InlineData("je suis inquiète, ma tablette affiche un virus", true)]
    [InlineData("inquiet pour ma facture internet", true)]
    [InlineData("je suis inquiète, il a pris ma tablette", false)]
    [InlineData("inquiète, le monsieur veut mon mot de passe", false)]
    [InlineData("inquiète", false)]
    public void A_machine_alone_separates_nobody(string text, bool ofAThing) => Assert.Equal(ofAThing, Assert.IsType<Reply.Worry>(Reply.Parse(text)).OfAThing);

    [Theory]
    [InlineData("STOP je suis inquiète")]
    [InlineData("je suis inquiète, arrêtez les SMS")]
    public void A_stop_is_obeyed_and_the_worry_is_read(string text)
    {
        Assert.True(Reply.IsWorried(text));
        Assert.IsType<Reply.Stop>(Reply.Parse(text));
    }

    [Theory]
    [InlineData("oui ne vous inquiétez pas 4821", "4821")]
    public void Who_says_not_to_worry_may_still_say_yes_to_a_person(string text, string code) =>
        Assert.True(Reply.Parse(text) is Reply.Unclear || Reply.Parse(text) == new Reply.Yes(code));
}
