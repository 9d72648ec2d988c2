namespace CyberVoisins.Server.Journals;

internal static class JournalsSetup
{
    public static IServiceCollection AddJournal(this IServiceCollection services) =>
        services.AddSingleton<LatelySeen>().AddScoped<Aliases>().AddScoped<Journal>().AddScoped<StaffReads>().AddScoped<ReadJournal>()
            .AddScoped<Privacy.TellForgotten>();
}
