using System.Runtime.CompilerServices;
using CyberVoisins.Core;

namespace CyberVoisins.Server.Tests;

/// <summary>The rules of the house that a compiler does not know.</summary>
public sealed class HouseRules
{
    private const int MostLines = 300;
    private static readonly string[] Evasions = ["Service", "Manager", "Helper", "Helpers", "Util", "Utils", "Repository"];
    private static readonly string[] Folders = ["src", "tests", "docs"];
    private static readonly string[] Texts = [".cs", ".csproj", ".props", ".resx", ".json", ".md", ".graphql", ".csv", ".html", ".sln"];

    private static IEnumerable<Type> Types(params Type[] of) => of.SelectMany(t => t.Assembly.GetTypes())
        // What the compiler and the migrations tool write is not ours.
        .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !t.Name.Contains('<', StringComparison.Ordinal)
            && t.Namespace is { } space && space.StartsWith("CyberVoisins", StringComparison.Ordinal)
            && space is not ("CyberVoisins.Server.Data.Sqlite" or "CyberVoisins.Server.Data.Postgres"));

    private static IEnumerable<string> Files(params string[] extensions) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root))
        .Where(file => extensions.Contains(Path.GetExtension(file)))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "obj" or "bin"))
        // The migrations tool writes these, with its own habits.
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is not ("Sqlite" or "Postgres"));

    [Fact]
    public void Core_knows_two_pure_libraries_and_the_BCL_and_nothing_else() =>
        Assert.Empty(typeof(RequestId).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => name is not ("NodaTime" or "F23.StringSimilarity") && !name.StartsWith("System.", StringComparison.Ordinal)).ToList());

    [Fact]
    public void No_name_hides_that_the_concept_was_not_found() =>
        Assert.Empty(Types(typeof(RequestId), typeof(Service)).Select(t => t.Name.Split('`')[0])
            .Where(name => Evasions.Any(word => name.Length > word.Length && name.EndsWith(word, StringComparison.Ordinal))).ToList());

    [Fact]
    public void Every_class_is_sealed_abstract_or_static() =>
        Assert.Empty(Types(typeof(RequestId), typeof(Service), typeof(HouseRules))
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract).Select(t => t.FullName).ToList());

    [Fact]
    public void No_file_is_longer_than_one_can_read_at_once() =>
        Assert.Empty(Files(".cs")
            .Select(file => (File: Path.GetRelativePath(Repository.Root, file), Lines: File.ReadLines(file).Count()))
            .Where(f => f.Lines > MostLines).ToList());

    [Fact]
    public void No_file_begins_with_a_byte_order_mark() =>
        Assert.Empty(Files(Texts).Where(BeginsWithMark).Select(file => Path.GetRelativePath(Repository.Root, file)).ToList());

    private static bool BeginsWithMark(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[3];
        return stream.ReadAtLeast(start, 3, throwOnEndOfStream: false) == 3 && start is [0xEF, 0xBB, 0xBF];
    }
}
