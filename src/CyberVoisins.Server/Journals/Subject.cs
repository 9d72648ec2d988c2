using CyberVoisins.Core;
using CyberVoisins.Server.Accounts;

namespace CyberVoisins.Server.Journals;

/// <summary>A person whom a line of the journal is about; written there under an alias.</summary>
internal readonly record struct Subject(AliasOf Kind, Guid Id)
{
    public static Subject Of(VolunteerId id) => new(AliasOf.Volunteer, id.Value);
    public static Subject Of(ResidentId id) => new(AliasOf.Resident, id.Value);
    public static Subject Of(Account account) => new(AliasOf.Account, account.Id);
    public static Subject OfAccount(Guid id) => new(AliasOf.Account, id);
}
