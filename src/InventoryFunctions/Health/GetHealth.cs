using System.Reflection;
using System.Runtime.InteropServices;
using InventoryFunctions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Health;

/// <summary><c>GET /health</c>, open to everybody: 200 while the app can do its work, else a 503 problem.</summary>
public sealed class GetHealth(ApiEndpoint api, StorageProbe storage)
{
    /// <summary>The function.</summary>
    [Function(nameof(GetHealth))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        api.RunAsync(request, async cancellation =>
        {
            string account = await storage.CheckAsync(cancellation);
            Assembly app = typeof(GetHealth).Assembly;
            Assembly host = Assembly.GetEntryAssembly() ?? app;
            return ApiResult.Ok(new HealthView(
                "Healthy", account, VersionOf(app), $"{host.GetName().Name} {VersionOf(host)}", RuntimeInformation.FrameworkDescription));
        });

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
