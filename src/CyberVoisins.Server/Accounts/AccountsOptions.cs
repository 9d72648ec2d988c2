namespace CyberVoisins.Server.Accounts;

/// <summary>Whether coordinators and administrators must prove themselves twice.</summary>
public enum SecondFactorRule
{
    /// <summary>Without a second proof they can do nothing but set one up.</summary>
    Required,
    /// <summary>Whoever has a second proof is asked for it; the others enter with their password.</summary>
    Optional,
}

/// <summary>The section "Accounts" of the configuration.</summary>
internal sealed class AccountsOptions
{
    /// <summary>Unless it is set: optional in Development, where the demo coordinator has a password alone, and required everywhere else.</summary>
    public SecondFactorRule? SecondFactor { get; set; }

    public bool SecondFactorRequired => SecondFactor == SecondFactorRule.Required;
}
