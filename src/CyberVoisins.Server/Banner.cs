using CyberVoisins.Server.Development;

namespace CyberVoisins.Server;

/// <summary>What is where, printed when the service is ready.</summary>
internal static class Banner
{
    public static void Print(WebApplication app)
    {
        var url = app.Urls.FirstOrDefault() ?? "http://127.0.0.1:5080";
        Console.WriteLine($"CyberVoisins is ready on {url}");
        Console.WriteLine($"  Pages                {url}/aide, /benevole, /association");
        Console.WriteLine($"  GraphQL API          {url}/graphql");
        Console.WriteLine($"  Health               {url}/health/ready");
        if (!app.Environment.IsDevelopment()) return;
        Console.WriteLine($"  Development phone    {url}/dev/phone");
        Console.WriteLine($"  GraphQL IDE          {url}/graphql/ide");
        Console.WriteLine($"  Demo accounts        password \"{DemoNeighbourhood.Password}\"");
        Console.WriteLine($"    administrator      {DemoNeighbourhood.AdministratorPhone}");
        Console.WriteLine($"    coordinator        {DemoNeighbourhood.CoordinatorPhone} (Les Voisins du 17e)");
        Console.WriteLine($"    coordinator        {DemoNeighbourhood.RuralCoordinatorPhone} (Coup de main Avesnois)");
        Console.WriteLine($"  Data                 the folder {Path.GetFullPath(app.Configuration["Data:Folder"] ?? "data")}; delete it to start afresh");
    }
}
