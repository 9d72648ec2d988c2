namespace CyberVoisins.Core.Requests;

/// <summary>How a request reached the association; the audit compares how each is served.</summary>
public enum RequestChannel
{
    /// <summary>At the association's desk, or a partner's.</summary>
    Desk,
    Phone,
    Sms,
    Web,
    /// <summary>A letter, an e-mail, another association.</summary>
    Other,
}
