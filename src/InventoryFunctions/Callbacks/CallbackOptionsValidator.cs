using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Callbacks;

/// <summary>Refuses to go without a key where links must last, and settings that make no good ones, naming the setting and never the key.</summary>
internal sealed class CallbackOptionsValidator(IConfiguration configuration) : IValidateOptions<CallbackOptions>
{
    public ValidateOptionsResult Validate(string? name, CallbackOptions options)
    {
        bool development = HostEnvironment.IsDevelopment(configuration);
        List<string> failures = [];
        if (!string.IsNullOrEmpty(options.SigningKey))
        {
            CheckKey(CallbackOptions.SigningKeySetting, options.SigningKey, failures);
        }
        else if (!development)
        {
            failures.Add(
                $"{CallbackOptions.SigningKeySetting} is missing: approval links and task tokens are signed with it. Set it to base64 of at least "
                + $"{CallbackOptions.MinKeyBytes} random bytes, e.g. from: openssl rand -base64 {CallbackOptions.MinKeyBytes}");
        }

        if (!string.IsNullOrEmpty(options.PreviousSigningKey))
        {
            CheckKey(CallbackOptions.PreviousSigningKeySetting, options.PreviousSigningKey, failures);
        }

        if (!string.IsNullOrEmpty(options.BaseUrl))
        {
            CheckBaseUrl(options.BaseUrl, failures);
        }
        else if (!development && HostEnvironment.HostName(configuration) is null)
        {
            failures.Add($"{CallbackOptions.BaseUrlSetting} is missing, and so is {HostEnvironment.HostNameSetting}: links would lead nowhere.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckKey(string setting, string key, List<string> failures)
    {
        if (CallbackOptions.ReadKey(key) is null)
        {
            failures.Add($"{setting} must be base64 of at least {CallbackOptions.MinKeyBytes} bytes.");
        }
    }

    private static void CheckBaseUrl(string text, List<string> failures)
    {
        bool sound = Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0;
        if (!sound)
        {
            failures.Add(
                $"{CallbackOptions.BaseUrlSetting} '{text}' must begin with https:// (http:// on this machine only) and have neither query nor fragment, "
                + "such as https://inventory.example.com/api.");
        }
    }
}
