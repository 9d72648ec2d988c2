using CyberVoisins.Core;
using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using CyberVoisins.Core.Requests;
using CyberVoisins.Core.Time;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static CyberVoisins.Core.Requests.HelpCategory;
using static CyberVoisins.Core.Requests.MeetingMode;

namespace CyberVoisins.Server.Development;

/// <summary>
/// Two associations with invented people, so that the story can be played at once: one in the dense 17th
/// arrondissement of Paris, one in rural Sambre-Avesnois. Telephone numbers are of the ranges that ARCEP keeps
/// for fiction. Development only.
/// </summary>
internal sealed class DemoNeighbourhood(AppDb db, Transactions transactions, UserManager<Account> accounts, TimeProvider clock)
{
    public const string AdministratorPhone = "+33639980001";
    public const string CoordinatorPhone = "+33639980002";
    public const string RuralCoordinatorPhone = "+33639980003";

    /// <summary>Of the demo accounts; they exist in Development only.</summary>
    public const string Password = "bonjour-les-voisins";

    public async Task LoadIfEmpty(CancellationToken cancel)
    {
        if (await db.Associations.AnyAsync(cancel)) return;
        var paris = NewAssociation("Les Voisins du 17e", "Voisins du 17e", "+33199001717", new(new Coordinates(48.8876, 2.3072), 4_000, ["75117"]), AskingPolicy.Default);
        var rural = NewAssociation("Coup de main Avesnois", "CoupDeMain", "+33353011717", new(new Coordinates(50.1233, 3.9331), 40_000, []),
            AskingPolicy.Default with { MaximumRadiusMetres = 30_000 });
        // All or nothing: a neighbourhood without its accounts would never be completed.
        await transactions.Run(async () =>
        {
            db.AddRange(paris, rural);
            db.AddRange(Parisians(paris.Id));
            db.AddRange(Countryfolk(rural.Id));
            await AddAccount("Alice", AdministratorPhone, Roles.Administrator, null);
            await AddAccount("Nadia", CoordinatorPhone, Roles.Coordinator, paris.Id);
            await AddAccount("Luc", RuralCoordinatorPhone, Roles.Coordinator, rural.Id);
        }, cancel);
    }

    private Association NewAssociation(string name, string smsName, string phone, Territory territory, AskingPolicy policy) => new()
    {
        Id = clock.NewId<AssociationId>(), Name = name, SmsName = smsName, Phone = new PhoneNumber(phone),
        Territory = territory, TimeZone = "Europe/Paris", Policy = policy, CreatedAt = clock.Now(),
    };

    private IEnumerable<Volunteer> Parisians(AssociationId id) =>
    [
        Vouched(id, "Amina", 10, "Rue de Lévis, 75017 Paris", 48.8823, 2.3160, 2_000, [DeviceBasics, Health, AdministrativeProcedures, SocialNetworks], ["fr", "ar"], Afternoons, [AtHome, PublicPlace, ByPhone], woman: true),
        Vouched(id, "Bruno", 11, "Rue des Batignolles, 75017 Paris", 48.8846, 2.3217, 3_000, [DeviceBasics, DeviceMaintenance, Internet, Email], ["fr"], Evenings, [AtHome, PublicPlace]),
        Vouched(id, "Chloé", 12, "Avenue de Clichy, 75017 Paris", 48.8893, 2.3205, 1_500, [Health, AdministrativeProcedures, JobSearch], ["fr", "en"], Mornings, [PublicPlace, ByPhone], woman: true),
        Vouched(id, "David", 13, "Rue Legendre, 75017 Paris", 48.8868, 2.3150, 2_500, [DeviceBasics, BankingAndShopping, DigitalSecurity], ["fr", "en"], WholeDays, [AtHome, PublicPlace, ByPhone]),
        Vouched(id, "Élodie", 14, "Boulevard Pereire, 75017 Paris", 48.8839, 2.2960, 1_200, [SocialNetworks, Email, DigitalContent, DeviceBasics], ["fr"], Afternoons, [AtHome, PublicPlace], woman: true),
        Vouched(id, "Farid", 15, "Porte de Clichy, 75017 Paris", 48.8944, 2.3133, 4_000, [DeviceMaintenance, DeviceBasics, Internet], ["fr", "ar"], WholeDays, [AtHome, PublicPlace, ByPhone]),
        Vouched(id, "Gisèle", 16, "Place des Ternes, 75017 Paris", 48.8781, 2.2986, 1_000, [AdministrativeProcedures, Health, Parenting], ["fr", "pt"], Mornings, [PublicPlace, ByPhone], woman: true),
        Vouched(id, "Hugo", 17, "Rue Cardinet, 75017 Paris", 48.8872, 2.3107, 2_000, [DeviceBasics, ArtificialIntelligence, DigitalCulture, School], ["fr", "en"], Evenings, [PublicPlace, ByPhone]),
        NewVolunteer(id, "Inès", 18, "Rue Guy-Môquet, 75017 Paris", 48.8930, 2.3268, 1_500, [DeviceBasics, Email], ["fr"], WholeDays, [AtHome], true),
    ];

    private IEnumerable<Volunteer> Countryfolk(AssociationId id) =>
    [
        Vouched(id, "Julie", 30, "Avesnes-sur-Helpe", 50.1233, 3.9331, 12_000, [DeviceBasics, AdministrativeProcedures, Health], ["fr"], Afternoons, [AtHome, PublicPlace, ByPhone], woman: true),
        Vouched(id, "Karim", 31, "Maubeuge", 50.2781, 3.9727, 20_000, [DeviceBasics, Internet, Email], ["fr", "ar"], WholeDays, [AtHome, PublicPlace]),
        Vouched(id, "Léon", 32, "Fourmies", 50.0172, 4.0483, 15_000, [DeviceMaintenance, DeviceBasics], ["fr"], Mornings, [AtHome]),
        Vouched(id, "Maud", 33, "Hirson", 49.9217, 4.0836, 25_000, [AdministrativeProcedures, JobSearch, Health], ["fr"], WholeDays, [AtHome, PublicPlace, ByPhone], woman: true),
    ];

    private Volunteer Vouched(AssociationId id, string name, int number, string label, double latitude, double longitude, int metres,
        IReadOnlyList<HelpCategory> categories, IReadOnlyList<string> languages, WeeklyAvailability free, IReadOnlyList<MeetingMode> modes, bool woman = false)
    {
        var volunteer = NewVolunteer(id, name, number, label, latitude, longitude, metres, categories, languages, free, modes, woman);
        volunteer.Vouch(VouchLevel.IdentitySeen, VouchingPolicy.Default.Until(clock.Now(), DateTimeZoneProviders.Tzdb["Europe/Paris"]));
        volunteer.CharterVersion = Charter.First;
        return volunteer;
    }

    private Volunteer NewVolunteer(AssociationId id, string name, int number, string label, double latitude, double longitude, int metres,
        IReadOnlyList<HelpCategory> categories, IReadOnlyList<string> languages, WeeklyAvailability free, IReadOnlyList<MeetingMode> modes, bool woman) => new()
    {
        Id = clock.NewId<VolunteerId>(), AssociationId = id, FirstName = name, Phone = new PhoneNumber($"+336399800{number}"),
        Place = new Place(label, latitude > 48.8 && latitude < 49 ? "75117" : "59036", new Coordinates(latitude, longitude), PlacePrecision.Given),
        MaxDistanceMetres = metres, Categories = categories, Languages = languages, Availability = free,
        MinutesPerMonth = 60, Modes = modes, IsWoman = woman, CreatedAt = clock.Now(),
    };

    private static WeeklyAvailability Mornings => Daily(new(9, 0), new(12, 0));
    private static WeeklyAvailability Afternoons => Daily(new(14, 0), new(18, 0));
    private static WeeklyAvailability Evenings => Daily(new(17, 0), new(20, 0));
    private static WeeklyAvailability WholeDays => Daily(new(9, 0), new(19, 0));

    private static WeeklyAvailability Daily(LocalTime from, LocalTime to) =>
        new(Enum.GetValues<IsoDayOfWeek>().Where(d => d is not (IsoDayOfWeek.None or IsoDayOfWeek.Sunday)).Select(d => new WeeklySlot(d, from, to)));

    private async Task AddAccount(string name, string phone, string role, AssociationId? association)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = phone, PhoneNumber = phone, PhoneNumberConfirmed = true,
            FirstName = name, AssociationId = association, CreatedAt = clock.Now(),
        };
        var made = await accounts.CreateAsync(account, Password);
        if (!made.Succeeded) throw new StartupException($"The demo account could not be made: {string.Join(' ', made.Errors.Select(e => e.Code))}.");
        await accounts.AddToRoleAsync(account, role);
    }
}
