namespace CyberVoisins.Server;

/// <summary>
/// What a caller can get wrong: stable codes, published in the schema, each with a sentence in Words/Errors.resx
/// that says what was wrong and how to put it right.
/// </summary>
public enum ErrorCode
{
    /// <summary>Sign in first.</summary>
    Unauthenticated,
    /// <summary>Signed in, but not as somebody who may do this.</summary>
    Forbidden,
    /// <summary>No such thing, or not yours: the two look the same.</summary>
    NotFound,
    /// <summary>A text is missing, too long, or holds characters that no text should.</summary>
    InvalidText,
    InvalidPhone,
    /// <summary>A landline, where SMS must arrive.</summary>
    MobileNeeded,
    /// <summary>The address was not found; the best suggestions come with the error.</summary>
    AddressNotFound,
    /// <summary>Outside France, overseas included.</summary>
    AddressAbroad,
    /// <summary>Outside the association's territory.</summary>
    OutsideTerritory,
    InvalidCoordinates,
    UnknownLanguage,
    UnknownTimeZone,
    InvalidMinutes,
    /// <summary>Not a calendar month as 202611, or not one that can be changed.</summary>
    InvalidMonth,
    InvalidDistance,
    /// <summary>A list is empty, too long, or holds the same thing twice.</summary>
    InvalidList,
    /// <summary>A weekly slot or a time window that ends before it starts.</summary>
    InvalidSlot,
    /// <summary>A time that is past, or too near to be arranged.</summary>
    SlotInThePast,
    /// <summary>More than 90 days ahead.</summary>
    SlotTooFarAhead,
    /// <summary>A time window of more than 31 days.</summary>
    SlotTooLong,
    InvalidPolicy,
    /// <summary>A weight of the points outside its bounds.</summary>
    InvalidWeight,
    /// <summary>A head start, an interleave, a floor or a cap outside its bounds.</summary>
    InvalidEquityRule,
    /// <summary>The rule has warnings that must be read before it is adopted.</summary>
    WarningsNotAccepted,
    /// <summary>That neighbour cannot be planned for that request, or has not that much time.</summary>
    PlanChangeImpossible,
    /// <summary>A visit of 60 minutes is one visit here: choose another way to plan them.</summary>
    VisitsAreWhole,
    /// <summary>A date that cannot be: in the future, or before the beginning.</summary>
    InvalidDate,
    InvalidTerritory,
    AlreadyRegistered,
    /// <summary>An association keeps somebody who coordinates it.</summary>
    LastCoordinator,
    /// <summary>A link, an e-mail or a number where a first name is asked for.</summary>
    InvalidName,
    /// <summary>Somebody asked already to look at this decision again, and no answer came yet.</summary>
    AlreadyContested,
    /// <summary>A person is erased once nothing of theirs is under way.</summary>
    StillEngaged,
    /// <summary>What is known of this person is kept and, for now, not used (GDPR, article 18).</summary>
    Restricted,
    /// <summary>A person is told before what is known of them is used again (GDPR, article 18, paragraph 3).</summary>
    InformFirst,
    /// <summary>Both residents sign in, each with a number of their own: they are two people, until one of them says otherwise.</summary>
    TwoAccounts,
    /// <summary>This record was merged into another since: that merge is undone first.</summary>
    UndoLaterMergeFirst,
    /// <summary>From where things stand, this cannot happen.</summary>
    InvalidTransition,
    /// <summary>Something else was asked under this key: what was sent first stands.</summary>
    KeyAlreadyUsed,
    /// <summary>The volunteer of this visit is free at none of these times.</summary>
    VolunteerNotFree,
    /// <summary>The times of this request were changed as often as they may be: somebody should speak with both.</summary>
    TooManyChanges,
    /// <summary>A telephone number, a link or an e-mail in words for somebody else.</summary>
    ContactInText,
    /// <summary>The same where somebody is to be met.</summary>
    ContactInAddress,
    /// <summary>A card's or an account's number, or a password, in the words of somebody who needs help.</summary>
    SecretInText,
    /// <summary>A visit has one thank-you.</summary>
    AlreadyThanked,
    /// <summary>The month has no room for it.</summary>
    NoMinutesLeft,
    /// <summary>The volunteer has another visit then.</summary>
    BusyThen,
    /// <summary>This volunteer cannot be asked for this request: the rules say why.</summary>
    VolunteerNotEligible,
    /// <summary>No identity document was seen, and this level says that one was.</summary>
    DocumentNeeded,
    /// <summary>Nobody was asked about the volunteer who recommends them.</summary>
    ReferenceNeeded,
    /// <summary>The volunteer has not accepted today's charter.</summary>
    CharterNotAccepted,
    /// <summary>Another version is the charter now: read it first.</summary>
    CharterOutdated,
    /// <summary>A volunteer under 18, without a guardian's consent.</summary>
    GuardianConsentNeeded,
    /// <summary>An adult needs no guardian's consent.</summary>
    AlreadyAdult,
    /// <summary>Younger than 16.</summary>
    TooYoung,
    /// <summary>How it was said must be told: on paper, at the desk, by telephone.</summary>
    ChannelNeeded,
    /// <summary>This use is needed for the help itself: it is explained, and nobody is asked to agree.</summary>
    ConsentNotAsked,
    /// <summary>The association does not note anything about criminal records; no association may ask for more than the bulletin n° 3.</summary>
    CriminalRecordsNotAsked,
    /// <summary>The code of an invite is unknown, over, used up or was taken back: these look the same.</summary>
    InviteNotValid,
    WrongCode,
    WrongPassword,
    WeakPassword,
    PasswordRequired,
    /// <summary>A coordinator or an administrator must set up, or show, a second proof first.</summary>
    SecondFactorRequired,
    /// <summary>What changes how one signs in wants a proof of the last minutes: show the second proof, or sign in, again.</summary>
    ProofTooOld,
    /// <summary>The passkey's answer does not fit the question: too late, of another site or account, or not unlocked.</summary>
    PasskeyRefused,
    /// <summary>Whoever must have a second proof keeps one.</summary>
    LastSecondFactor,
    /// <summary>There are as many as there may be.</summary>
    LimitReached,
    /// <summary>A number of days out of bounds.</summary>
    InvalidDays,
    /// <summary>A number of months out of bounds.</summary>
    InvalidMonths,
    TooManyAttempts,
    /// <summary>At night a number gets two codes at most, whoever asks for them.</summary>
    TooManyCodesAtNight,
    /// <summary>The file is no table that we can read: CSV, or XLSX.</summary>
    ImportNotReadable,
    /// <summary>The file has too many lines, or is too heavy.</summary>
    ImportTooLarge,
    /// <summary>A column without which nobody can be written down.</summary>
    ImportColumnMissing,
    /// <summary>A cell that a spreadsheet would compute.</summary>
    FormulaInCell,
    /// <summary>The file does not say that this person agreed.</summary>
    AgreementMissing,
    InvalidPage,
    InvalidCursor,
}

/// <summary>The caller is wrong, and is told how to put it right. Never a bug, never an outage.</summary>
/// <param name="field">The input field it is about ("address", "windows.0.end"), or null.</param>
/// <param name="arguments">Figures for the sentence; never personal data.</param>
internal sealed class Refusal(ErrorCode code, string? field = null, params object[] arguments) : Exception($"{code} {field}")
{
    public ErrorCode Code { get; } = code;
    public string? Field { get; } = field;
    public object[] Arguments { get; } = arguments;

    /// <summary>What the caller may have meant.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}
