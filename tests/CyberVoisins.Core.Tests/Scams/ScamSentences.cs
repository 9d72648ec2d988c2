namespace CyberVoisins.Core.Tests.Scams;

/// <summary>What somebody writes who is being robbed, or who robs. Written before the list of words, by us.</summary>
internal static class ScamSentences
{
    public static readonly string[] All =
    [
        "Il m'a demandé ma carte bleue", "Le voisin veut ma carte bancaire", "Donnez-moi votre numéro de carte", "Je lui ai donné ma carte et le code", "Elle a pris ma carte bleue", "Il a photographié ma carte bancaire", "envoyez les 16 chiffres de la carte", "le cryptogramme au dos de la carte",
        "Il veut mon code secret", "Donne moi ton code pin", "Il me demande le code reçu par SMS", "Envoyez-moi le code que vous venez de recevoir", "Dites-moi le code à six chiffres", "donne le code whatsapp stp", "Quelqu'un me demande mon code WhatsApp", "Communiquez votre code de validation",
        "J'ai donné mon mot de passe à un monsieur", "Il veut mes identifiants de banque", "Donnez votre mot de passe je m'en occupe", "Il me demande de faire un virement", "Faites-moi un virement de 300 euros", "Elle veut que je fasse un virement urgent", "virement à faire aujourd'hui sinon le compte est bloqué",
        "Envoyez-moi votre RIB", "Le bénévole a demandé mon RIB", "il veut mon iban", "Vous êtes héritier d'une grande somme", "Un héritage de 2 millions d'euros vous attend", "Je veux vous léguer ma fortune", "Vous êtes bénéficiaire d'une donation de 500 000 euros",
        "Offre de prêt entre particuliers", "Prêt d'argent rapide sans justificatif", "Pouvez-vous me prêter 200 euros ?", "Il m'a demandé de lui prêter de l'argent", "Avancez-moi 50 euros, je vous rends demain", "besoin d'un prêt d'argent urgent", "crédit rapide taux 2%",
        "Achetez des cartes cadeaux", "Il faut une carte cadeau Amazon de 100 euros", "Envoyez le code du coupon Transcash", "une recharge PCS au tabac", "prends des tickets Neosurf", "carte Google Play à gratter et envoyer les codes",
        "Investissez dans le bitcoin", "Placement crypto garanti", "Il m'a fait acheter des cryptomonnaies", "gagnez 500 euros par jour en trading", "Envoyez par Western Union", "un mandat cash à mon nom",
        "Ne dites rien à votre fille", "Ne le dis à personne", "Gardez le secret", "cela reste entre nous, n'en parlez pas", "Surtout n'en parlez à personne", "Installez AnyDesk", "Téléchargez TeamViewer pour que je prenne la main", "Il a pris le contrôle de mon ordinateur à distance",
        "Je suis votre conseiller bancaire, votre compte est piraté", "Service fraude de votre banque, rappelez-nous", "Un coursier va passer prendre votre carte", "Un livreur vient récupérer votre carte bancaire", "Votre compte est bloqué, confirmez vos informations bancaires", "Vous avez gagné le gros lot à la loterie", "Vous avez gagné un iPhone, payez les frais", "Payez 2 euros de frais pour débloquer votre colis", "Payer l'amende en retard ici",
        "Maman j'ai cassé mon téléphone, c'est mon nouveau numéro, j'ai besoin d'argent", "Papa voici mon nouveau numéro, peux-tu payer une facture ?", "Il veut que je retire de l'argent au distributeur", "Elle m'a fait signer un chèque", "Il m'a demandé un chèque en blanc", "Retirez 500 euros en espèces", "Il a pris de l'argent dans mon sac",
        "v1rement urg3nt svp donne ton c0de", "dоnnez-moi vоtre cаrte bаncаire", "D O N N E Z  V O T R E  C O D E  P I N", "donnez votre c.o.d.e p.i.n", "DÔNNÉZ VÔTRÉ CÀRTÈ BÂNCÀÏRE", "envoie ta carte b​ancaire", "give me your bank card", "send the gift card codes", "wire transfer needed today", "send me the whatsapp code",
    ];
}
