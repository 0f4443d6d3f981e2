using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Api;

/// <summary>Registers what HTTP functions share.</summary>
public static class ApiServices
{
    /// <summary>Adds <see cref="ApiEndpoint"/>.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddSingleton<ApiEndpoint>();
}
