using Microsoft.Extensions.Options;

namespace InventoryFunctions.Events;

/// <summary>Refuses a topic that events could not be sent to, naming the setting.</summary>
internal sealed class EventGridOptionsValidator : IValidateOptions<EventGridOptions>
{
    private const string Example = "such as https://shop.westeurope-1.eventgrid.azure.net/api/events";

    public ValidateOptionsResult Validate(string? name, EventGridOptions options)
    {
        if (!options.HasTopic)
        {
            return string.IsNullOrEmpty(options.TopicKey)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{EventGridOptions.TopicKeySetting} is set, but not {EventGridOptions.TopicEndpointSetting}, which it belongs to.");
        }

        string given = $"{EventGridOptions.TopicEndpointSetting} '{options.TopicEndpoint}'";
        if (!Uri.TryCreate(options.TopicEndpoint, UriKind.Absolute, out Uri? endpoint))
        {
            return ValidateOptionsResult.Fail($"{given} is no address; it must be the topic's endpoint, {Example}.");
        }

        // Access tokens travel by https only; a key may go to an emulator on this machine.
        bool local = endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback && !string.IsNullOrEmpty(options.TopicKey);
        if (endpoint.Scheme != Uri.UriSchemeHttps && !local)
        {
            return ValidateOptionsResult.Fail($"{given} must begin with https:// ({Example}).");
        }

        return endpoint.AbsolutePath == "/"
            ? ValidateOptionsResult.Fail($"{given} lacks the path, which Event Grid's topics call /api/events ({Example}).")
            : ValidateOptionsResult.Success;
    }
}
