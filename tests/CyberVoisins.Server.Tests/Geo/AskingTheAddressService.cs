using System.Diagnostics;
using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Geocoding;
using Microsoft.AspNetCore.Http;

namespace CyberVoisins.Server.Tests.Geo;

public sealed class AskingTheAddressService : IAsyncLifetime
{
    private const string Typed = "12 rue de Lévis 75017 Paris";

    private static readonly string Levis = FakeAddressService.Feature("12 Rue de Lévis 75017 Paris", 0.96, "housenumber", 2.31612, 48.88202, "75117", "75017");

    private FakeAddressService _service = null!;

    public async ValueTask InitializeAsync() => _service = await FakeAddressService.Start();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_good_answer_is_taken_with_its_commune_and_its_precision()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(Levis);

        var place = Assert.IsType<AddressAnswer.Found>(await desk.Find(Typed)).Place;

        Assert.Equal(new Place("12 Rue de Lévis 75017 Paris", "75117", new(48.88202, 2.31612), PlacePrecision.HouseNumber), place);
        Assert.Equal([Typed], _service.Asked);
    }

    [Theory]
    [InlineData("street", PlacePrecision.Street)]
    [InlineData("locality", PlacePrecision.Street)]
    [InlineData("municipality", PlacePrecision.Commune)]
    public async Task A_commune_does_not_pass_for_an_address(string type, PlacePrecision expected)
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(FakeAddressService.Feature("Maubeuge", 0.9, type, 3.97, 50.28, "59392", "59600"));
        Assert.Equal(expected, Assert.IsType<AddressAnswer.Found>(await desk.Find("Maubeuge")).Place.Precision);
    }

    [Theory]
    [InlineData("street", "12 rue de Lévis, 75017 Paris", "12 rue de Lévis, 75017 Paris")]
    [InlineData("street", "rue de Lévis, 75017 Paris", "As the service writes it")]
    [InlineData("municipality", "rue de Lévis, 75017 Paris", "rue de Lévis, 75017 Paris")]
    [InlineData("municipality", "75017 Paris", "As the service writes it")]
    [InlineData("housenumber", "12 rue de Lévis, 75017 Paris", "As the service writes it")]
    public async Task A_number_or_a_street_that_the_service_lacks_stays_in_the_label(string type, string text, string label)
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(FakeAddressService.Feature("As the service writes it", 0.8, type, 2.31, 48.88, "75117", "75017"));
        Assert.Equal(label, Assert.IsType<AddressAnswer.Found>(await desk.Find(text)).Place.Label);
    }

    [Fact]
    public async Task A_weak_answer_is_only_suggested()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(FakeAddressService.Feature("Rue de Lévy 75012 Paris", 0.59, "street", 2.4, 48.84, "75112", "75012"));
        var missing = Assert.IsType<AddressAnswer.NotFound>(await desk.Find("rue de levi paris"));
        Assert.Equal("Rue de Lévy 75012 Paris", Assert.Single(missing.Suggestions).Label);
    }

    [Fact]
    public async Task Two_answers_as_good_as_each_other_are_both_suggested()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(
            FakeAddressService.Feature("Saint-Ouen-sur-Seine", 0.88, "municipality", 2.3334, 48.9065, "93070", "93400"),
            FakeAddressService.Feature("Saint-Ouen", 0.91, "municipality", 1.08, 47.81, "41226", "41100"));
        var missing = Assert.IsType<AddressAnswer.NotFound>(await desk.Find("Saint-Ouen"));
        Assert.Equal(["Saint-Ouen", "Saint-Ouen-sur-Seine"], missing.Suggestions.Select(p => p.Label));
    }

    [Fact]
    public async Task The_door_next_to_it_is_no_rival()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(Levis, FakeAddressService.Feature("12bis Rue de Lévis 75017 Paris", 0.95, "housenumber", 2.31615, 48.88210, "75117", "75017"));
        Assert.IsType<AddressAnswer.Found>(await desk.Find(Typed));
    }

    [Fact]
    public async Task An_answer_with_another_postcode_than_the_one_typed_is_only_suggested()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(Levis);
        Assert.IsType<AddressAnswer.NotFound>(await desk.Find("12 rue de Lévis 75018 Paris"));
    }

    [Fact]
    public async Task An_answer_abroad_is_not_even_suggested()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(FakeAddressService.Feature("Grand-Place", 0.99, "street", 4.3528, 50.8466, "", "1000"));
        Assert.Empty(Assert.IsType<AddressAnswer.NotFound>(await desk.Find("Grand Place")).Suggestions);
    }

    [Fact]
    public async Task Abroad_nobody_is_asked()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(Levis);
        Assert.IsType<AddressAnswer.Abroad>(await desk.Find("1000 Bruxelles, Belgique"));
        Assert.IsType<AddressAnswer.NotFound>(await desk.Find("7000 Mons"));
        Assert.Empty(_service.Asked);
    }

    [Fact]
    public async Task Answers_with_missing_fields_are_passed_over_and_a_missing_commune_is_looked_up()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(
            "{}", "null", """{"properties":{"label":"x","score":1,"type":"street"}}""",
            """{"geometry":{"coordinates":["a","b"]},"properties":{"label":"x","score":1,"type":"street"}}""",
            """{"geometry":{"coordinates":[500,2]},"properties":{"label":"x","score":1,"type":"street"}}""",
            """{"geometry":{"coordinates":[2.3068,48.8873]},"properties":{"label":"Gare","score":0.9,"type":"poi"}}""",
            """{"geometry":{"coordinates":[2.3068,48.8873]},"properties":{"label":"Rue Legendre","score":0.9,"type":"street"}}""");
        var place = Assert.IsType<AddressAnswer.Found>(await desk.Find("rue Legendre")).Place;
        Assert.Equal(("Rue Legendre", "75117"), (place.Label, place.CommuneCode));
    }

    [Fact]
    public async Task Asked_to_come_back_later_we_wait_as_long_as_told()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.Answers = context =>
        {
            if (_service.Asked.Count == 1)
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "1";
                return Task.CompletedTask;
            }
            return context.Response.WriteAsync($$"""{"features":[{{Levis}}]}""");
        };
        var answer = desk.Find(Typed);
        // The pipeline keeps time by the service's clock: nothing is asked again before the second is over.
        await WaitUntil(() => _service.Asked.Count == 1);
        for (var i = 0; i < 40 && !answer.IsCompleted; i++)
        {
            await Task.Delay(25, TestContext.Current.CancellationToken);
            desk.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }
        Assert.IsType<AddressAnswer.Found>(await answer);
        Assert.Equal(2, _service.Asked.Count);
    }

    private static async Task WaitUntil(Func<bool> condition)
    {
        for (var i = 0; i < 200 && !condition(); i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(condition());
    }

    public static TheoryData<string> Outages => ["429", "500", "400", "malformed", "not features", "hang", "cut"];

    [Theory, MemberData(nameof(Outages))]
    public async Task In_an_outage_the_table_answers(string outage)
    {
        await using var desk = new AddressDesk(_service.Url, attemptSeconds: "0.2", totalSeconds: "0.9");
        Break(outage);
        var watch = Stopwatch.StartNew();

        var place = await Advance(desk, desk.Find(Typed));

        Assert.Equal(("75117", PlacePrecision.Commune, Typed), (place.CommuneCode, place.Precision, place.Label));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Contains(desk.Log.Lines, line => line.Contains("The table of communes answers instead."));

        // An outage is not remembered.
        _service.AnswersWith(Levis);
        Assert.Equal(PlacePrecision.HouseNumber, (await Advance(desk, desk.Find(Typed))).Precision);
    }

    /// <summary>The clock is a fake one, so that somebody has to move it while retries wait.</summary>
    private static async Task<Place> Advance(AddressDesk desk, Task<AddressAnswer> answer)
    {
        for (var i = 0; i < 400 && !answer.IsCompleted; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            desk.Clock.Advance(TimeSpan.FromMilliseconds(20));
        }
        return Assert.IsType<AddressAnswer.Found>(await answer).Place;
    }

    private void Break(string how)
    {
        switch (how)
        {
            case "malformed":
                _service.Answers = context => context.Response.WriteAsync("<html>maintenance</html>");
                break;
            case "not features":
                _service.Answers = context => context.Response.WriteAsync("[1, 2]");
                break;
            case "hang":
                _service.Answers = context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "cut":
                _service.Answers = context =>
                {
                    context.Abort();
                    return Task.CompletedTask;
                };
                break;
            default:
                _service.AnswersStatus(int.Parse(how, System.Globalization.CultureInfo.InvariantCulture), how == "429" ? "5" : null);
                break;
        }
    }

    [Fact]
    public async Task The_same_address_is_asked_once_a_day_however_it_is_typed()
    {
        await using var desk = new AddressDesk(_service.Url);
        _service.AnswersWith(Levis);
        await desk.Find(Typed);
        await desk.Find("12  RUE DE LEVIS 75017 paris");
        Assert.Single(_service.Asked);

        desk.Clock.Advance(TimeSpan.FromHours(24));
        await desk.Find(Typed);
        Assert.Equal(2, _service.Asked.Count);
    }

    [Fact]
    public async Task What_was_not_found_is_asked_again_after_ten_minutes()
    {
        await using var desk = new AddressDesk(_service.Url);
        await desk.Find("rue qui n'existe pas");
        desk.Clock.Advance(TimeSpan.FromMinutes(9));
        await desk.Find("rue qui n'existe pas");
        Assert.Single(_service.Asked);

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Find("rue qui n'existe pas");
        Assert.Equal(2, _service.Asked.Count);
    }

    [Fact]
    public async Task Offline_no_address_leaves_the_machine()
    {
        await using var desk = new AddressDesk(_service.Url, mode: "Offline");
        await desk.Find(Typed);
        Assert.Empty(_service.Asked);
    }

    [Theory, InlineData("good"), InlineData("500"), InlineData("malformed")]
    public async Task No_address_is_ever_logged(string outcome)
    {
        await using var desk = new AddressDesk(_service.Url, attemptSeconds: "0.2", totalSeconds: "0.9");
        if (outcome == "good")
            _service.AnswersWith(Levis);
        else
            Break(outcome);
        await Advance(desk, desk.Find(Typed));

        Assert.All(desk.Log.Lines, line =>
        {
            Assert.DoesNotContain("vis", line.Replace("service", "", StringComparison.OrdinalIgnoreCase).Replace("CyberVoisins", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("75017", line);
        });
    }
}
