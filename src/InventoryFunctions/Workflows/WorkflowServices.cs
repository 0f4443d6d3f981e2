using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Workflows;

/// <summary>Registers what looks after orchestrations.</summary>
public static class WorkflowServices
{
    /// <summary>Adds the search for stuck ones.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services)
    {
        services.AddSingleton<WorkflowMetrics>();
        services.AddSingleton<StuckWorkflows>();
        return services;
    }
}
