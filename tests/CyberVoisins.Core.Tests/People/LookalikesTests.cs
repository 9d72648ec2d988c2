using CyberVoisins.Core.Geography;
using CyberVoisins.Core.Messages;
using CyberVoisins.Core.People;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CyberVoisins.Core.Tests.People;

/// <summary>A number in common is a household; an alike name as well may be one person.</summary>
public sealed class LookalikesTests
{
    private static readonly PhoneNumber Landline = new("+33199001717"), Mobile = new("+33639985000"), Daughter = new("+33639984000");

    private static LookalikeFacts Person(string name, PhoneNumber phone, double metresNorth = 0, PhoneNumber? relative = null, AgeBand? age = null, PlacePrecision precision = PlacePrecision.HouseNumber, int id = 0) =>
        new(new Guid(id, 0, 0, new byte[8]), name, [phone], relative, new Place("12 rue de Saussure", "75117", new(48.8876 + metresNorth / 111_195, 2.3072), precision), age);

    private static string Say(LookalikeFacts a, LookalikeFacts b)
    {
        var found = Lookalikes.Among([a with { Id = new Guid(1, 0, 0, new byte[8]) }, b with { Id = new Guid(2, 0, 0, new byte[8]) }]);
        return found.Count == 0 ? "two" : $"{found[0].Likelihood}: {string.Join(' ', found[0].Reasons)}";
    }

    [Theory]
    [InlineData("Jeanne", "JEANNE", "Likely: SameName SamePhone SamePlace")]
    [InlineData("Jean-Pierre", "jean pierre", "Likely: SameName SamePhone SamePlace")]
    [InlineData("Hélène", "Helene", "Likely: SameName SamePhone SamePlace")]
    [InlineData("Mme Jeanne", "Jeanne", "Likely: SameName SamePhone SamePlace")]
    [InlineData("Jeanne", "Jeane", "Possible: SimilarName SamePhone SamePlace")]
    [InlineData("Jeanne", "Jeanne D.", "Possible: SimilarName SamePhone SamePlace")]
    [InlineData("Jeanne", "Paul", "two")]
    [InlineData("Marie", "Michel", "two")]
    [InlineData("Mme", "Madame", "two")] // nothing but titles is no name
    public void A_household_is_two_people_unless_the_names_are_alike(string one, string other, string expected) => Assert.Equal(expected, Say(Person(one, Landline), Person(other, Landline)));

    [Fact]
    public void One_name_at_one_address_may_be_a_landline_and_a_mobile()
    {
        Assert.Equal("Possible: SameName SamePlace", Say(Person("Jeanne", Landline), Person("Jeanne", Mobile, metresNorth: 55)));
        Assert.Equal("two", Say(Person("Jeanne", Landline), Person("Jeanne", Mobile, metresNorth: 70)));
        Assert.Equal("two", Say(Person("Jeanne", Landline), Person("Jeane", Mobile)));
        // The middle of a street, or of a commune, is nobody's door.
        Assert.Equal("two", Say(Person("Jeanne", Landline), Person("Jeanne", Mobile, precision: PlacePrecision.Commune)));
    }

    [Fact]
    public void The_same_relative_asks_for_one_mother()
    {
        Assert.Equal("Likely: SameName SameRelative", Say(Person("Jeanne", Landline, relative: Daughter), Person("Jeanne", Mobile, metresNorth: 5_000, relative: Daughter)));
        Assert.Equal("Likely: SameName SameRelative", Say(Person("Jeanne", Landline, relative: Daughter), Person("Jeanne", Daughter, metresNorth: 5_000)));
        Assert.Equal("two", Say(Person("Jeanne", Landline, relative: Daughter), Person("Paul", Mobile, relative: Daughter)));
    }

    [Fact]
    public void Another_age_makes_two_of_one_name_less_alike()
    {
        Assert.Equal("Possible: SameName SamePhone SamePlace", Say(Person("Jean", Landline, age: AgeBand.From80), Person("Jean", Landline, age: AgeBand.From25To59)));
        Assert.Equal("two", Say(Person("Jean", Landline, age: AgeBand.From80), Person("Jean", Mobile, age: AgeBand.From25To59)));
        Assert.Equal("Likely: SameName SamePhone SamePlace", Say(Person("Jean", Landline, age: AgeBand.From80), Person("Jean", Landline)));
    }

    /// <summary>The fast way, by numbers and cells, finds exactly what comparing everybody with everybody finds; whatever the order.</summary>
    [Property(MaxTest = 300)]
    public Property Nobody_is_missed_and_the_order_does_not_matter()
    {
        var person = from name in Gen.Elements("Jeanne", "Jeane", "Mme Jeanne", "Paul", "Hélène", "helene", "M. Paul")
                     from phone in Gen.Elements(Landline, Mobile, Daughter, new PhoneNumber("+33639984001"))
                     from relative in Gen.Elements<PhoneNumber?>(null, null, Daughter)
                     from north in Gen.Choose(0, 40)
                     from age in Gen.Elements<AgeBand?>(null, AgeBand.From80, AgeBand.From25To59)
                     from precision in Gen.Elements(PlacePrecision.HouseNumber, PlacePrecision.Street)
                     select Person(name, phone, north * 20, relative, age, precision);
        return Prop.ForAll(person.ListOf().Select(list => list.Take(12).Select((p, i) => p with { Id = new Guid(i + 1, 0, 0, new byte[8]) }).ToList()).ToArbitrary(), people =>
        {
            var fast = Texts(Lookalikes.Among(people));
            var pairs = from a in people from b in people where a.Id.CompareTo(b.Id) < 0 select Lookalikes.Among([a, b]);
            var slow = Texts([.. pairs.SelectMany(p => p)]);
            people.Reverse();
            return fast.SequenceEqual(slow) && fast.SequenceEqual(Texts(Lookalikes.Among(people)));
        });

        static List<string> Texts(IReadOnlyList<Lookalike> found) => [.. found.Select(l => $"{l.First} {l.Second} {l.Likelihood} {string.Join(' ', l.Reasons)}").Order(StringComparer.Ordinal)];
    }
}
