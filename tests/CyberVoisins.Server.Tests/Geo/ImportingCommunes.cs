using System.Text;
using CyberVoisins.Server.Geocoding;

namespace CyberVoisins.Server.Tests.Geo;

public sealed class ImportingCommunes : IDisposable
{
    private const string Lyon = """{"nom":"Lyon","code":"69123","codesPostaux":["69001","69002"],"population":520774,"centre":{"type":"Point","coordinates":[4.8351,45.758]}}""";
    private const string Paris = """{"nom":"Paris","code":"75056","codesPostaux":["75001","75017"],"population":2103778,"centre":{"type":"Point","coordinates":[2.347,48.8589]}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("communes").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_State_s_list_takes_the_place_of_the_embedded_one()
    {
        Assert.Equal(22, await Import($$$"""[{{{Lyon}}},{{{Paris}}},{"nom":"L'Île, dite \"Rousse\"","code":"2B134","codesPostaux":["20220"],"centre":{"coordinates":[8.938,42.634]}}]"""));

        await using var desk = new AddressDesk(mode: "Offline", dataFolder: _folder);
        Assert.Equal("69123", Found(await desk.Find("69001 Lyon")));
        Assert.Equal("2B134", Found(await desk.Find("20220")));
        Assert.Equal("L'Île, dite \"Rousse\"", desk.Communes.All.Single(c => c.Code == "2B134").Name);
        Assert.DoesNotContain(desk.Communes.All, c => c.Name == "Maubeuge");
    }

    [Fact]
    public async Task Paris_gives_way_to_its_arrondissements()
    {
        await Import($"[{Paris}]");
        await using var desk = new AddressDesk(mode: "Offline", dataFolder: _folder);
        Assert.Equal("75117", Found(await desk.Find("75017 Paris")));
        Assert.DoesNotContain(desk.Communes.All, c => c.Code == "75056");
    }

    [Fact]
    public async Task Namesakes_and_shared_postcodes_are_counted()
    {
        const string Twins = """
            [{"nom":"Saint-Ouen","code":"41226","codesPostaux":["41100"],"centre":{"coordinates":[1.08,47.81]}},
             {"nom":"St Ouen","code":"80711","codesPostaux":["80610"],"centre":{"coordinates":[2.12,50.03]}},
             {"nom":"Vendôme","code":"41269","codesPostaux":["41100"],"centre":{"coordinates":[1.07,47.79]}}]
            """;
        await Import(Twins);
        await using var desk = new AddressDesk(mode: "Offline", dataFolder: _folder);
        Assert.IsType<AddressAnswer.NotFound>(await desk.Find("Saint-Ouen"));
        Assert.IsType<AddressAnswer.NotFound>(await desk.Find("41100"));
        Assert.Equal("41226", Found(await desk.Find("41100 Saint-Ouen")));
        Assert.Equal("41269", Found(await desk.Find("Vendome")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""[{"nom":"Lyon","code":"69123"}]""")]
    [InlineData("""[1, null, {"nom":1,"code":2,"centre":3}]""")]
    [InlineData("<html>maintenance</html>")]
    public async Task A_bad_list_is_refused_in_a_sentence_and_the_old_file_is_kept(string json)
    {
        await Import($"[{Lyon}]");
        var before = await File.ReadAllTextAsync(Path.Combine(_folder, "communes.csv"), Cancel);

        var failed = await Assert.ThrowsAsync<CommuneImportFailed>(() => Import(json));

        Assert.Contains("the old file is kept.", failed.Message);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(_folder, "communes.csv"), Cancel));
        Assert.Equal(["communes.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task From_a_file_or_from_an_address()
    {
        await using var service = await FakeAddressService.Start();
        using var http = new HttpClient();
        service.Answers = context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $"[{Lyon}]");
        Assert.Equal(21, await CommuneImport.Run(service.Url, _folder, http, Cancel));

        var path = Path.Combine(_folder, "list.json");
        await File.WriteAllTextAsync(path, $"[{Lyon}]", Cancel);
        Assert.Equal(21, await CommuneImport.Run(path, _folder, http, Cancel));

        service.AnswersStatus(500);
        await Assert.ThrowsAsync<CommuneImportFailed>(() => CommuneImport.Run(service.Url, _folder, http, Cancel));
        await Assert.ThrowsAsync<CommuneImportFailed>(() => CommuneImport.Run(path + ".absent", _folder, http, Cancel));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("code,name,postcodes,latitude,longitude,population,namesakes,sharers\n75117,Paris,75017,north,east,1,0,0\n")]
    public async Task A_damaged_file_is_told_and_the_embedded_table_serves(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "communes.csv"), content, Cancel);
        await using var desk = new AddressDesk(mode: "Offline", dataFolder: _folder);
        Assert.Equal("75117", Found(await desk.Find("paris 17")));
        Assert.Contains(desk.Log.Lines, line => line.Contains("Import them again"));
    }

    private async Task<int> Import(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await CommuneImport.Run(stream, _folder, Cancel);
    }

    private static string Found(AddressAnswer answer) => Assert.IsType<AddressAnswer.Found>(answer).Place.CommuneCode;
}
