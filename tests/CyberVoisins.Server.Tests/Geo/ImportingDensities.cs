using CyberVoisins.Core.Geography;
using CyberVoisins.Server.Geocoding;
using Microsoft.Extensions.Logging.Abstractions;

namespace CyberVoisins.Server.Tests.Geo;

/// <summary>INSEE's grid of the density of communes, taken over by an operator for the audit.</summary>
public sealed class ImportingDensities : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("density").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("CODGEO;LIBGEO;DENS7\n75056;Paris;1\n23001;\"Ahun; en Creuse\";6\n")]
    [InlineData("code,level\n23001,6\n75056,1\n")]
    [InlineData("\"CODGEO\",\"DENS7\"\r\n\"75056\",\"1\"\r\n\"23001\",\"6\"")]
    public void The_grid_is_read_as_INSEE_writes_it_and_arrondissements_have_the_density_of_their_town(string grid)
    {
        Assert.Equal(2, Import(grid));
        var table = DensityTable.Load(_folder, NullLogger.Instance);
        Assert.Equal((DensityClass.LargeUrbanCentre, DensityClass.LargeUrbanCentre, DensityClass.DispersedRural, DensityClass.Unknown),
            (table.Of("75056"), table.Of("75117"), table.Of("23001"), table.Of("59249")));
    }

    [Theory]
    [InlineData("", "the first line must name the columns")]
    [InlineData("code,name\n23001,Ahun\n", "the first line must name the columns")]
    [InlineData("code,level\n", "No commune in the list")]
    [InlineData("code,level\n23001,8\n", "Line 2: a level is 1 to 7")]
    [InlineData("code,level\n2301,1\n", "Line 2: a commune's code has five characters")]
    [InlineData("code,level\n23001,1\n23001,2\n", "Line 3 names a commune for the second time")]
    public void What_is_no_grid_is_told_and_the_old_one_stays(string grid, string why)
    {
        Import("code,level\n23001,6\n");
        var failed = Assert.Throws<DensityImportFailed>(() => Import(grid));
        Assert.Contains(why, failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("the old file is kept.", failed.Message, StringComparison.Ordinal);
        Assert.Equal(DensityClass.DispersedRural, DensityTable.Load(_folder, NullLogger.Instance).Of("23001"));
    }

    [Fact]
    public void Without_the_file_or_with_a_broken_one_nothing_is_guessed()
    {
        Assert.Equal(0, DensityTable.Load(_folder, NullLogger.Instance).Count);
        File.WriteAllText(Path.Combine(_folder, DensityTable.FileName), "nonsense");
        Assert.Equal(DensityClass.Unknown, DensityTable.Load(_folder, NullLogger.Instance).Of("75117"));
    }

    private int Import(string grid)
    {
        var file = Path.Combine(_folder, "grille.csv");
        File.WriteAllText(file, grid);
        return DensityImport.Run(file, _folder);
    }
}
