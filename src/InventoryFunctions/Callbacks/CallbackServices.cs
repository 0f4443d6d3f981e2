using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Callbacks;

/// <summary>Registers what lets the world outside answer an orchestration.</summary>
public static class CallbackServices
{
    /// <summary>Adds tokens, links to where they are used, and the answers to tasks.</summary>
    public static IServiceCollection AddCallbacks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CallbackOptions>().Bind(configuration.GetSection(CallbackOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidator>());
        services.AddSingleton<SigningKeys>();
        services.AddSingleton(provider => new TaskTokens(provider.GetRequiredService<SigningKeys>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CallbackLinks>();
        services.AddTable(TaskAnswerStore.TableName);
        services.AddSingleton<TaskAnswerStore>();
        return services;
    }
}
