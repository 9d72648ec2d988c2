using System.CommandLine;
using CyberVoisins.Server.Accounts;
using CyberVoisins.Server.Geocoding;
using CyberVoisins.Server.Map;

namespace CyberVoisins.Server;

/// <summary>The command line: no command serves; the others do one thing and leave. What an operator got wrong is one sentence and exit code 1.</summary>
internal static class Entry
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("CyberVoisins: neighbours who help with digital life, an hour a month.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, cancel) => Guard(() => Serve(args, cancel)));
        root.Add(Simple("migrate", "Create the database, or bring it up to date.", args, (services, cancel) => services.GetRequiredService<Startup>().Migrate(cancel)));
        root.Add(Simple("rebuild-index", "Fill the geo index anew from the database, while the service runs.", args,
            (services, cancel) => services.GetRequiredService<MapUpkeep>().Rebuild(onlyMissing: false, cancel)));
        root.Add(Simple("add-key", "Add a key for sealed columns to keys/fields.keys: processes seal with it from their next start.", args, (services, _) =>
        {
            Sealing.FieldKeys.AddTo(services.GetRequiredService<IConfiguration>());
            Console.WriteLine("A key was added. Start every process again, then run: reseal");
            return Task.CompletedTask;
        }));
        root.Add(Simple("reseal", "Seal every column again with the newest key, while the service runs. Interrupted, it goes on when it is run again.", args, async (services, cancel) =>
            Console.WriteLine($"{await services.GetRequiredService<Sealing.RotateKeys>().Run(cancel)} values were sealed again.")));
        root.Add(Simple("change-first-key", "Seal everything with the newest key alone, telephone numbers too, and forget the older ones. Stop every process first.", args, async (services, cancel) =>
        {
            var (values, gone) = await services.GetRequiredService<Sealing.ChangeFirstKey>().Run(cancel);
            Console.WriteLine($"{values} values were sealed again. {(gone ? "The older keys are gone." : "Now leave only the newest key in Encryption:Keys.")}");
        }));
        root.Add(ImportCommunes(args));
        root.Add(ImportDensity(args));
        root.Add(Audits.AuditCommand.Of((work, cancel) => Guard(() => InScope(args, work, cancel))));
        root.Add(Journals.JournalCommand.Of((work, cancel) => Guard(() => InScope(args, work, cancel))));
        root.Add(CreateAdministrator(args));
        root.Add(ResetSecondFactor(args));
        root.Add(Simple("print-schema", "Write the GraphQL schema to standard output.", args, (services, _) =>
        {
            Console.Out.Write(Api.ApiSchema.Print(services));
            return Task.CompletedTask;
        }));
        return await root.Parse(args).InvokeAsync();
    }

    private static async Task Serve(string[] args, CancellationToken cancel)
    {
        await using var app = Service.Build(args);
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Startup>().Run(cancel);
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            // The workers run before the port is bound: they stop before what they use is taken away.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
        Banner.Print(app);
        await app.WaitForShutdownAsync(cancel);
    }

    private static Command Simple(string name, string description, string[] args, Func<IServiceProvider, CancellationToken, Task> work)
    {
        var command = new Command(name, description);
        command.SetAction((_, cancel) => Guard(() => InScope(args, work, cancel)));
        return command;
    }

    private static Command ImportCommunes(string[] args)
    {
        var source = new Argument<string>("source") { Description = "A file, or the address of the State's communes API." };
        var command = new Command("import-communes", "Take over the communes of geo.api.gouv.fr, for addresses without internet.") { source };
        command.SetAction((parsed, cancel) => Guard(() => InScope(args, async (services, stop) =>
        {
            var folder = services.GetRequiredService<IConfiguration>()["Data:Folder"] ?? "data";
            using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient();
            Console.WriteLine($"{await CommuneImport.Run(parsed.GetValue(source)!, folder, http, stop)} communes imported.");
        }, cancel)));
        return command;
    }

    private static Command ImportDensity(string[] args)
    {
        var file = new Argument<string>("file") { Description = "CSV with the columns CODGEO and DENS7 (INSEE), or code and level." };
        var command = new Command("import-density", "Take over INSEE's density grid of communes, for the audit.") { file };
        command.SetAction((parsed, cancel) => Guard(() => InScope(args, (services, _) =>
        {
            var folder = services.GetRequiredService<IConfiguration>()["Data:Folder"] ?? "data";
            Console.WriteLine($"The density of {DensityImport.Run(parsed.GetValue(file)!, folder)} communes imported.");
            return Task.CompletedTask;
        }, cancel)));
        return command;
    }

    private static Command CreateAdministrator(string[] args)
    {
        var phone = new Option<string>("--phone") { Description = "A French mobile.", Required = true };
        var command = new Command("create-administrator", "Create an administrator; the password is read from standard input.") { phone };
        command.SetAction((parsed, cancel) => Guard(() => InScope(args, async (services, stop) =>
        {
            // The first thing an operator does, perhaps before the first start.
            await services.GetRequiredService<Startup>().Migrate(stop);
            Console.Error.Write("Password: ");
            await services.GetRequiredService<CreateAdministrator>().Run(parsed.GetValue(phone)!, Console.ReadLine() ?? "", stop);
        }, cancel)));
        return command;
    }

    private static Command ResetSecondFactor(string[] args)
    {
        var phone = new Option<string>("--phone") { Description = "The mobile of the account.", Required = true };
        var command = new Command("reset-second-factor", "Take the second proof from an account: the way back of the last administrator. Those concerned are told by SMS.") { phone };
        command.SetAction((parsed, cancel) => Guard(() => InScope(args, (services, stop) =>
            services.GetRequiredService<Accounts.Proofs.ResetSecondFactor>().ByOperator(parsed.GetValue(phone)!, stop), cancel)));
        return command;
    }

    private static async Task InScope(string[] args, Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancel)
    {
        await using var app = Service.Build(args);
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider, cancel);
    }

    private static async Task<int> Guard(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception e) when (OperatorMistake.In(e) is not null)
        {
            await Console.Error.WriteLineAsync(OperatorMistake.In(e));
            return 1;
        }
    }
}
