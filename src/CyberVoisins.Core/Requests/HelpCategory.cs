namespace CyberVoisins.Core.Requests;

/// <summary>
/// What somebody needs help with: the themes of "La Coop de la médiation numérique" (ANCT), so that figures
/// add up with the State's. Mapping to other vocabularies: docs/architecture.md.
/// </summary>
public enum HelpCategory
{
    /// <summary>See where somebody stands with the digital world.</summary>
    DigitalDiagnosis,
    /// <summary>Getting started with a phone, a tablet, a computer.</summary>
    DeviceBasics,
    /// <summary>A device that no longer works as it should.</summary>
    DeviceMaintenance,
    /// <summary>Photos, files, storage.</summary>
    DigitalContent,
    /// <summary>Browsing the web.</summary>
    Internet,
    Email,
    /// <summary>Letters, spreadsheets.</summary>
    OfficeSoftware,
    /// <summary>Video calls, messaging, social networks.</summary>
    SocialNetworks,
    /// <summary>ameli.fr, Mon espace santé, Doctolib.</summary>
    Health,
    /// <summary>Online banking and shopping, always done by the person, never with their codes.</summary>
    BankingAndShopping,
    Entrepreneurship,
    JobSearch,
    /// <summary>Passwords, scams, updates.</summary>
    DigitalSecurity,
    Parenting,
    /// <summary>School platforms such as Pronote.</summary>
    School,
    /// <summary>Making things with digital tools.</summary>
    DigitalCreation,
    /// <summary>Understanding the digital world.</summary>
    DigitalCulture,
    ArtificialIntelligence,
    /// <summary>Taxes, pension, housing, papers.</summary>
    AdministrativeProcedures,
}
