namespace CyberVoisins.Core.People;

/// <summary>How far the association's word for a volunteer goes; each level holds the ones before it.</summary>
public enum VouchLevel
{
    /// <summary>The volunteer answers at this telephone, and signed the charter.</summary>
    PhoneConfirmed,
    /// <summary>A coordinator has seen an identity document, shown in person or by video; neither its number nor a copy is kept.</summary>
    IdentitySeen,
    /// <summary>The identity was seen, and somebody who knows the volunteer was asked and recommends them.</summary>
    Strong,
}

/// <summary>What was shown. Its number, its date and a picture of it are never asked for.</summary>
public enum DocumentType
{
    IdentityCard,
    Passport,
    ResidencePermit,
    DrivingLicence,
}
