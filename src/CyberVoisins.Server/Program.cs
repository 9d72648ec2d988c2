var app = WebApplication.CreateBuilder(args).Build();
app.Run();

/// <summary>The service's entry point; tests host it through this name.</summary>
public partial class Program;
